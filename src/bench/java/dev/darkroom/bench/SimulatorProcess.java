package dev.darkroom.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The simulator in a process of its own, which answers every output with one picture kept in memory. */
final class SimulatorProcess implements AutoCloseable {

    private static final String BASE = "--api ";
    private static final int CAPACITY = 100_000;

    /** Of more connections that wait for their next call the JDK's server would close those beyond 200, under the clients. */
    private static final List<String> OPTIONS = List.of("-Xmx1g", "-Dsun.net.httpserver.maxIdleConnections=4000");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI base;

    private SimulatorProcess(Process process, URI base) {
        this.process = process;
        this.base = base;
    }

    /** @param serviceTime how long it works on a request; it works on all at once */
    static SimulatorProcess start(BenchSettings settings, Path picture, Duration serviceTime) throws IOException {
        Process process = new ProcessBuilder(BenchProgram.packaged(
                        settings.jar(),
                        OPTIONS,
                        "simulator",
                        "--port",
                        "0",
                        "--capacity",
                        String.valueOf(CAPACITY),
                        "--service-time",
                        serviceTime.toMillis() + "ms",
                        "--picture",
                        picture.toString()))
                .redirectError(settings.folder().resolve("simulator.txt").toFile())
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String first = said.readLine();
        if (first == null || !first.startsWith(BASE)) {
            process.destroy();
            throw new IOException("the simulator does not start: " + first);
        }
        return new SimulatorProcess(process, URI.create(first.substring(BASE.length())));
    }

    /** Returns the service's base address. */
    URI base() {
        return base;
    }

    /** Returns what its books say now. */
    SimulatorBooks books() throws IOException, InterruptedException {
        HttpRequest question =
                HttpRequest.newBuilder(base.resolve("/simulator/requests")).build();
        return new SimulatorBooks(JsonMapper.shared()
                .readTree(http.send(question, HttpResponse.BodyHandlers.ofByteArray())
                        .body()));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
