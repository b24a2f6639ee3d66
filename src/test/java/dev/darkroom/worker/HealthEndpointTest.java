package dev.darkroom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.time.SettableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthEndpointTest {

    private final SettableClock clock = new SettableClock();
    private final WorkerHealth health = new WorkerHealth(clock);
    private HealthEndpoint endpoint;

    @BeforeEach
    void open() throws IOException {
        endpoint = HealthEndpoint.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), health);
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    private int get(String path) throws IOException, InterruptedException {
        return ask("GET", path).statusCode();
    }

    private HttpResponse<Void> ask(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + endpoint.port() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    }

    @Test
    void is_ready_while_the_database_is_there_and_it_is_not_told_to_stop() throws Exception {
        assertThat(get("/readyz")).isEqualTo(503);
        health.databaseIs(true);
        assertThat(get("/readyz")).isEqualTo(200);
        health.databaseIs(false);
        assertThat(get("/readyz")).isEqualTo(503);
        health.databaseIs(true);
        health.stops();
        assertThat(get("/readyz")).isEqualTo(503);
    }

    @Test
    void lives_while_it_gives_signs_of_life() throws Exception {
        assertThat(get("/livez")).isEqualTo(200);
        clock.advance(Duration.ofMinutes(3));
        assertThat(get("/livez")).isEqualTo(503);
        health.lives();
        assertThat(get("/livez")).isEqualTo(200);
    }

    @Test
    void answers_nothing_else() throws Exception {
        assertThat(get("/")).isEqualTo(404);
        assertThat(get("/livezfoo")).isEqualTo(404);
        assertThat(get("/livez/more")).isEqualTo(404);
        assertThat(get("/readyz/")).isEqualTo(404);
        assertThat(get("/livez?verbose")).isEqualTo(200);
    }

    @Test
    void answers_reading_methods_alone() throws Exception {
        assertThat(ask("HEAD", "/livez").statusCode()).isEqualTo(200);
        assertThat(ask("HEAD", "/readyz").statusCode()).isEqualTo(503);
        assertThat(ask("POST", "/livez").statusCode()).isEqualTo(405);
        assertThat(ask("DELETE", "/readyz").headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void a_client_that_does_not_end_its_request_keeps_nobody_waiting() throws Exception {
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), endpoint.port());
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
            slow.getOutputStream().write("GET /livez HTT".getBytes(StandardCharsets.US_ASCII));

            assertThat(get("/livez")).isEqualTo(200);
            assertThat(silent.isClosed()).isFalse();
        }
    }
}
