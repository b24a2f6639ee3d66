package dev.darkroom.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Searches for the account's token in everything that the packaged program leaves behind or says. */
class ApiTokenJarIT {

    @TempDir
    Path folder;

    @Test
    void the_token_is_in_no_file_and_on_no_request_for_a_picture() throws Exception {
        PackagedProgram jar = new PackagedProgram(folder);
        Files.write(
                folder.resolve("manifest.csv"),
                List.of(
                        "id,prompt,image_urls",
                        "a,make it red,https://shop.example/1.jpg",
                        "b,make it blue [[fault:job-failed]],https://shop.example/2.jpg",
                        "c,make it green [[fault:bad-token]],https://shop.example/3.jpg"));
        try (PackagedProgram.SimulatorProcess simulator = jar.simulator("--service-time", "10ms")) {
            Files.writeString(
                    folder.resolve("job.yaml"),
                    "manifest: manifest.csv\nmodel: blackforestlabs/flux-2/flash/edit\napi: " + simulator.base()
                            + "\ninput: { image_size: square }\nsubmit: { rate: 50/s }\noutput: out/{{run}}\n");
            jar.run("run", "job.yaml", "--debug");
            jar.run("report", "--debug");
            jar.run("run", "job.yaml", "--token-file", "no-such-file", "--debug");
            JsonNode requests = simulator.requests();
            assertThat(requests.path("accepted").asInt()).isPositive();
            assertThat(requests.path("pictures_asked_with_token").asInt()).isZero();
        }
        byte[] token = PackagedProgram.TOKEN.getBytes(StandardCharsets.US_ASCII);
        try (var files = Files.walk(folder)) {
            List<Path> leaks = files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, token))
                    .toList();
            assertThat(leaks).isEmpty();
        }
        assertThat(Files.readString(jar.log().toPath())).contains("rows ");
    }

    private static boolean contains(Path file, byte[] token) {
        try {
            String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return bytes.contains(new String(token, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
