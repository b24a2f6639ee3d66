package dev.darkroom.report;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium of this machine, with a profile of its own. */
final class HeadlessChromium implements HeadlessBrowser {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Process process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private HeadlessChromium(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns its path, if there is one. */
    static Optional<Path> find() {
        return HeadlessBrowser.find(NAMES);
    }

    /** @param profile an empty folder */
    static HeadlessChromium start(Path program, Path profile) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("chromium.log").toFile());
        command.environment().put("TMPDIR", profile.toString());
        Process process = command.start();
        Path told = profile.resolve("DevToolsActivePort");
        PatientWait.until(
                "Chromium tells its port",
                TIMEOUT,
                () -> Files.exists(told) && Files.readAllLines(told).size() >= 2);
        return new HeadlessChromium(
                process, Integer.parseInt(Files.readAllLines(told).get(0)));
    }

    @Override
    public BrowserTab tab() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        JsonNode target = JsonMapper.shared()
                .readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        return BrowserTab.open(
                http, URI.create(target.path("webSocketDebuggerUrl").stringValue()));
    }

    @Override
    public void close() {
        HeadlessBrowser.end(process);
    }
}
