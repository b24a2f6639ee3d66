package dev.darkroom.jar;

import dev.darkroom.LocaleOptions;
import dev.darkroom.simulator.picture.NoisePicture;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged program, as a user starts it. */
final class PackagedProgram {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static final String TOKEN = "tok_known_value_5f2c91";

    private static final Path DISTRIBUTION = Path.of(System.getProperty("darkroom.distribution", "target/darkroom"))
            .toAbsolutePath();

    private final Path folder;

    /** @param folder the working directory, in which the workspace will lie */
    PackagedProgram(Path folder) {
        this.folder = folder;
    }

    Process start(String... arguments) throws IOException {
        ProcessBuilder builder = builder(List.of(arguments));
        builder.environment().putAll(Map.of("RUNCOMFY_TOKEN", TOKEN));
        builder.environment().remove("DARKROOM_HOME");
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
                .start();
    }

    private ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(launcher()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment());
        return builder;
    }

    /**
     * Returns the environment of a process of the distribution with the quick compiler alone and a class archive that the
     * first one makes, since most of these processes live for seconds.
     */
    static Map<String, String> environment() {
        List<String> options = new ArrayList<>(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        options.addAll(LocaleOptions.inherited());
        return Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "DARKROOM_JAVA_OPTS",
                String.join(" ", options),
                "DARKROOM_CLASS_ARCHIVE",
                "now",
                "XDG_CACHE_HOME",
                DISTRIBUTION.resolveSibling("cache").toString());
    }

    /** Returns the path of the command that starts it. */
    static String launcher() {
        return DISTRIBUTION.resolve("bin/darkroom").toString();
    }

    int run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).waitFor();
    }

    /** Returns the file of all that the program has said so far. */
    File log() {
        return folder.resolve("said.txt").toFile();
    }

    /**
     * Starts the simulator on a free port; its first line names the base address. Its pictures are all the same small one,
     * since to draw and look at large ones would be most of a test's work.
     */
    SimulatorProcess simulator(String... arguments) throws IOException {
        Path picture = NoisePicture.write(folder.resolve("output.jpg"));
        List<String> command = new ArrayList<>(List.of("simulator", "--port", "0", "--picture", picture.toString()));
        command.addAll(List.of(arguments));
        Process process =
                builder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the simulator did not start");
        }
        return new SimulatorProcess(process, line.replace("--api", "").strip());
    }

    /** The simulator as a process of its own. */
    record SimulatorProcess(Process process, String base) implements AutoCloseable {
        /** Returns all accepted requests. */
        JsonNode requests() throws IOException, InterruptedException {
            URI uri = URI.create(base).resolve("/simulator/requests");
            String body = HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            return JsonMapper.shared().readTree(body);
        }

        /** Replaces all faults by these. */
        void faults(String plan) throws IOException, InterruptedException {
            URI uri = URI.create(base).resolve("/simulator/faults");
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .POST(HttpRequest.BodyPublishers.ofString(plan))
                    .build();
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalArgumentException(answer.body());
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
