package dev.darkroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Nights started by cron, whose locale is POSIX: the JDK then spells names of ASCII alone. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such locale")
class PosixLocaleIT {

    private static final Map<String, String> POSIX = Map.of("LC_ALL", "POSIX");
    private static final Map<String, String> UTF_8 = Map.of("LC_ALL", "C.UTF-8");

    @TempDir
    private Path folder;

    @BeforeEach
    void night() throws IOException {
        SampleNight.write(folder, """
                download: { name: "{{brand}}/{{id}}-{{n}}.{{ext}}" }
                output: runs/{{run}}
                """, """
                id,prompt,image_urls,brand
                Kräuter-1,fine,https://a.example/1.jpg,Nürnberg
                plain-2,fine,https://a.example/2.jpg,Nord
                日本-3,fine,https://a.example/3.jpg,京都
                again-4,fine,https://a.example/3.jpg,京都
                """);
    }

    @Test
    void a_picture_has_the_same_name_under_every_locale_and_is_reused_under_every_other() throws Exception {
        run(POSIX, "3 succeeded, 1 reused", "run", "job.yaml");
        run(UTF_8, "4 reused", "run", "job.yaml", "--new");
        run(POSIX, "4 reused", "run", "job.yaml", "--new");
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            List<Path> outputs = runs.toList();
            assertThat(outputs).hasSize(3);
            for (Path output : outputs) {
                assertThat(output.resolve("images/Nord/plain-2-1.png")).isRegularFile();
                assertThat(output.resolve("images").toUri().resolve("N%C3%BCrnberg/Kr%C3%A4uter-1-1.png"))
                        .satisfies(file -> assertThat(Path.of(file)).isRegularFile());
                assertThat(Files.readString(output.resolve("results.csv"))).contains("images/京都/日本-3-1.png");
            }
        }
        run(POSIX, "", "prune", "--keep", "0d");
    }

    private void run(Map<String, String> locale, String expected, String... arguments) throws Exception {
        ProgramProcess run = ProgramProcess.run(folder, locale, List.of(), arguments);
        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output()).contains(expected);
    }
}
