package dev.darkroom.review.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.ledger.verdicts.Verdict;
import dev.darkroom.review.DecisionOutcome;
import dev.darkroom.review.DecisionOutcome.DecisionResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Speaks plain HTTP, since a client of the JDK neither sends a false host nor a path that leads upwards. */
class ReviewServerTest {

    private static final String DECISION = """
            {"decisions":[{"number":1,"id":"MUG","line":2,"decision":"approved","note":"","request_id":"r","input_key":"k",
            "reviewer":"ann","reviewed_at":"2026-11-21T08:00:00Z"}]}""";

    @TempDir
    private Path folder;

    private final List<Integer> calls = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private DecisionResult result = DecisionResult.RECORDED;
    private boolean held;
    private ReviewServer server;
    private String prefix;
    private int port;

    @BeforeEach
    void open() throws IOException {
        Path output = Files.createDirectories(folder.resolve("out"));
        Files.createDirectories(output.resolve("report/thumbnails"));
        Files.createDirectories(output.resolve("images"));
        Files.writeString(
                output.resolve("report.html"),
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">page");
        Files.writeString(output.resolve("report/sheet-1.html"), "sheet");
        Files.writeString(output.resolve("report/thumbnails/1-1.jpg"), "small");
        Files.writeString(output.resolve("images/a b-1.png"), "picture");
        Files.writeString(output.resolve("images/other.png"), "not named");
        Files.writeString(output.resolve("results.csv"), "rows");
        Files.writeString(folder.resolve("secret.png"), "secret");
        Files.createSymbolicLink(output.resolve("images/link.png"), folder.resolve("secret.png"));
        server = ReviewServer.open(
                0,
                output,
                Set.of("images/a b-1.png", "images/link.png", "../secret.png", "images/gone.png"),
                "ben",
                sent -> {
                    calls.add(sent.count());
                    return held
                            ? Optional.empty()
                            : Optional.of(List.of(new DecisionOutcome(
                                    result,
                                    result == DecisionResult.RECORDED ? "" : "ann says no",
                                    1,
                                    new RecordedVerdict(
                                            Verdict.APPROVED, null, "ann", Instant.EPOCH, Instant.EPOCH, null))));
                },
                JsonMapper.shared(),
                failures::add);
        URI address = URI.create(server.address());
        port = address.getPort();
        prefix = address.getPath().replace("report.html", "");
    }

    @AfterEach
    void close() {
        server.close();
        assertThat(failures).isEmpty();
    }

    @Test
    void page_sheets_thumbnails_and_pictures_are_served_and_nothing_else() throws IOException {
        assertThat(get("report.html"))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("referrer-policy: no-referrer")
                .containsIgnoringCase("cache-control: no-store")
                .contains("<meta name=\"darkroom-served\" content=\"decisions\">")
                .contains("content=\"connect-src 'self'; default-src 'none'\">page");
        assertThat(get("report/sheet-1.html")).endsWith("sheet");
        assertThat(get("report/thumbnails/1-1.jpg"))
                .containsIgnoringCase("content-type: image/jpeg")
                .endsWith("small");
        assertThat(get("images/a%20b-1.png")).endsWith("picture");
        assertThat(call("HEAD", prefix + "images/a%20b-1.png", host(), "")).startsWith("HTTP/1.1 200 ");
        assertThat(call("DELETE", prefix + "report.html", host(), "")).startsWith("HTTP/1.1 405 ");
        assertThat(call("POST", prefix + "report.html", host(), "")).startsWith("HTTP/1.1 405 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "results.csv",
                "images/other.png",
                "images/gone.png",
                "images/link.png",
                "images",
                "../secret.png",
                "%2e%2e/secret.png",
                "images/../results.csv",
                "images/..%2f..%2fsecret.png",
                "report/../results.csv",
                "report/sheet-1.html%00",
                "report/thumbnails/../../results.csv",
                "/etc/passwd"
            })
    void what_neither_results_nor_report_name_is_not_there(String name) throws IOException {
        assertThat(get(name)).startsWith("HTTP/1.1 404 ").doesNotContain("secret", "root:");
    }

    @Test
    void whoever_does_not_know_the_token_sees_nothing() throws IOException {
        String token = prefix.replace("/", "");
        assertThat(token).as("256 bits, six in each character").matches("[A-Za-z0-9_-]{43}");
        for (String path : List.of(
                "/", "/report.html", "/" + token, "/" + token.substring(1) + "/report.html", "/x" + prefix, "*")) {
            assertThat(call("GET", path, host(), "")).as(path).startsWith("HTTP/1.1 404 ");
        }
        assertThat(call("POST", "/decisions", ours(), DECISION)).startsWith("HTTP/1.1 404 ");
        assertThat(calls).isEmpty();
    }

    @Test
    void a_name_that_was_bound_to_this_host_is_turned_away() throws IOException {
        for (String other : List.of("evil.example:" + port, "127.0.0.1", "127.0.0.1:" + (port - 1))) {
            assertThat(call("GET", prefix + "report.html", "Host: " + other + "\r\n", ""))
                    .as(other)
                    .startsWith("HTTP/1.1 403 ");
        }
        assertThat(call("GET", prefix + "report.html", "Host: localhost:" + port + "\r\n", ""))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void decisions_are_taken_from_our_own_page_alone() throws IOException {
        String json = "Content-Type: application/json\r\n";
        for (String foreign : List.of(
                json,
                json + "Origin: null\r\n",
                json + "Origin: http://evil.example\r\n",
                json + "Origin: http://localhost:" + port + "\r\n",
                json + "Origin: https://127.0.0.1:" + port + "\r\n",
                "Content-Type: text/plain\r\nOrigin: http://127.0.0.1:" + port + "\r\n",
                "Origin: http://127.0.0.1:" + port + "\r\n")) {
            assertThat(call("POST", prefix + "decisions", host() + foreign, DECISION))
                    .as(foreign)
                    .startsWith("HTTP/1.1 403 ");
        }
        assertThat(calls).isEmpty();
        assertThat(call("POST", prefix + "decisions", ours(), DECISION))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("{\"results\":[{\"result\":\"recorded\",\"message\":\"\",\"last\":{\"verdict\":\"approved\","
                        + "\"note\":null,\"reviewer\":\"ann\",\"at\":0}}]}");
        assertThat(calls).containsExactly(1);
        assertThat(get("decisions")).contains("{\"rows\":[{\"row\":1,\"last\":{\"verdict\":\"approved\"");
    }

    @Test
    void what_is_not_recorded_has_a_status_of_its_own() throws IOException {
        result = DecisionResult.CONFLICT;
        assertThat(call("POST", prefix + "decisions", ours(), DECISION))
                .startsWith("HTTP/1.1 409 ")
                .contains("ann says no");
        result = DecisionResult.REFUSED;
        assertThat(call("POST", prefix + "decisions", ours(), DECISION)).startsWith("HTTP/1.1 422 ");
        held = true;
        assertThat(call("POST", prefix + "decisions", ours(), DECISION)).startsWith("HTTP/1.1 503 ");
    }

    @Test
    void what_no_page_sends_is_refused_unread() throws IOException {
        for (String body : List.of(
                "",
                "no JSON",
                "{}",
                "{\"decisions\":[]}",
                DECISION.replace("approved", "maybe"),
                DECISION.replace("\"line\":2", "\"line\":\"2\""),
                DECISION.replace("\"MUG\"", "7"),
                DECISION.replace("2026-11-21T08", "yesterday"))) {
            assertThat(call("POST", prefix + "decisions", ours(), body))
                    .as(body)
                    .startsWith("HTTP/1.1 400 ");
        }
        assertThat(call("POST", prefix + "decisions", ours(), DECISION.replace("MUG", "M".repeat(1_000_001))))
                .startsWith("HTTP/1.1 413 ");
        assertThat(calls).isEmpty();
    }

    @Test
    void it_listens_at_the_loopback_address_alone() {
        assertThat(server.address()).startsWith("http://127.0.0.1:" + port + "/");
    }

    private String host() {
        return "Host: 127.0.0.1:" + port + "\r\n";
    }

    private String ours() {
        return host() + "Origin: http://127.0.0.1:" + port + "\r\nContent-Type: application/json\r\n";
    }

    private String get(String name) throws IOException {
        return call("GET", prefix + name, host(), "");
    }

    private String call(String method, String path, String headers, String body) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            String request = method + " " + path + " HTTP/1.1\r\n" + headers + "Connection: close\r\nContent-Length: "
                    + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
