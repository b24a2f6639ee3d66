package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.SimulatorJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A plain client that takes every answer as it comes. */
public final class PlainClient {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI origin;

    public PlainClient(ServiceSimulator simulator) {
        origin = simulator.base().resolve("/");
    }

    public HttpResponse<byte[]> get(String path) {
        return send(authorized(path).GET().build());
    }

    public HttpResponse<byte[]> getWithoutToken(String path) {
        return send(HttpRequest.newBuilder(origin.resolve(path)).GET().build());
    }

    public HttpResponse<byte[]> post(String path, JsonNode body) {
        return send(authorized(path)
                .POST(BodyPublishers.ofByteArray(SimulatorJson.bytes(body)))
                .build());
    }

    public HttpResponse<byte[]> postText(String path, String body) {
        return send(authorized(path).POST(BodyPublishers.ofString(body)).build());
    }

    public HttpResponse<byte[]> submit(ObjectNode input) {
        return post("/v1/models/" + SampleInputs.FLASH, input);
    }

    /** Submits, and returns the request's id. */
    public String buy(String model, ObjectNode input) {
        JsonNode answer = json(post("/v1/models/" + model, input));
        return answer.path("request_id").asString("");
    }

    public JsonNode status(String id) {
        return json(get("/v1/requests/" + id + "/status"));
    }

    public JsonNode result(String id) {
        return json(get("/v1/requests/" + id + "/result?include_cost=true"));
    }

    public HttpResponse<byte[]> cancel(String id) {
        return postText("/v1/requests/" + id + "/cancel", "");
    }

    public JsonNode counter() {
        return json(getWithoutToken("/simulator/requests"));
    }

    public static JsonNode json(HttpResponse<byte[]> answer) {
        return SimulatorJson.read(answer.body());
    }

    private HttpRequest.Builder authorized(String path) {
        return HttpRequest.newBuilder(origin.resolve(path)).header("Authorization", "Bearer " + ServiceSimulator.TOKEN);
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
