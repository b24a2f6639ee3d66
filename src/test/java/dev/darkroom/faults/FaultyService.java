package dev.darkroom.faults;

import dev.darkroom.simulator.ServiceSimulator;
import dev.darkroom.simulator.SimulatorSettings;
import dev.darkroom.simulator.faults.FaultRules;
import dev.darkroom.simulator.picture.FixedPicture;
import dev.darkroom.simulator.picture.NoisePicture;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A simulator with the fault of one line of the table, behind a bare socket if need be. */
final class FaultyService implements AutoCloseable {

    private static final Duration SERVICE_TIME = Duration.ofMillis(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ServiceSimulator simulator;
    private final @Nullable SocketFault ailment;
    private final URI base;
    private @Nullable SocketGate gate;

    /** @param clock by which the simulator lives */
    FaultyService(FaultLine line, InstantSource clock) throws IOException, InterruptedException {
        // Where a line is about no picture, to draw and look at them would be most of its work.
        @Nullable FixedPicture picture = line.isOfPictures() ? null : NoisePicture.fixed();
        FaultRules none = FaultRules.ofShares(Map.of());
        simulator = ServiceSimulator.start(
                new SimulatorSettings(100, SERVICE_TIME, 1, none, List.of(), picture), null, 0, clock);
        String plan = line.plan();
        ailment = plan == null ? SocketFault.of(line.what()) : null;
        base = ailment == null ? simulator.base() : URI.create(gated(ailment));
        if (plan != null) {
            control("POST", "faults", plan);
        }
    }

    private String gated(SocketFault sickness) throws IOException {
        if (sickness == SocketFault.NO_NAME) {
            return "https://service.invalid/v1";
        }
        if (sickness == SocketFault.REFUSES) {
            try (ServerSocket free = new ServerSocket(0)) {
                return "http://127.0.0.1:" + free.getLocalPort() + "/v1";
            }
        }
        gate = SocketGate.before(simulator.base(), 0, sickness, FaultLine.SICK);
        return (sickness == SocketFault.NO_TLS ? "https" : "http") + "://127.0.0.1:" + gate.port() + "/v1";
    }

    /** Returns the address at which a run calls it. */
    URI base() {
        return base;
    }

    /** Ends all faults of the service. */
    void heal() throws IOException, InterruptedException {
        control("POST", "faults", "{}");
        if (ailment == SocketFault.LEAVES || ailment == SocketFault.REFUSES) {
            gate = SocketGate.again(simulator.base(), base.getPort(), FaultLine.SICK);
        } else if (gate != null) {
            gate.heal();
        }
    }

    /** Returns what the service has accepted, and the calls it had. */
    JsonNode requests() throws IOException, InterruptedException {
        return control("GET", "requests", "");
    }

    private JsonNode control(String method, String call, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(simulator.base().resolve("/simulator/" + call))
                .method(method, BodyPublishers.ofString(body))
                .build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalArgumentException(answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    @Override
    public void close() throws IOException {
        if (gate != null) {
            gate.close();
        }
        simulator.close();
    }
}
