package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports with continuation rows and padded addresses, from validate over plan to what is sent. */
class DoubtfulRowsIT {

    private static final String EMPTY = "rows.csv:3:Title: ";
    private static final String SENT = "Title is empty, and prompt is sent without it";

    @TempDir
    private Path folder;

    @BeforeEach
    void export() throws IOException {
        Files.createDirectory(folder.resolve(".darkroom"));
        Files.writeString(folder.resolve("job.yaml"), """
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit
                api: simulator
                columns: { id: "{{Handle}}-{{Position}}" }
                input: { prompt: "{{Title}} on white", image_urls: ["{{Image Src}}"], image_size: square }
                submit: { rate: 500/s }
                simulator: { service-time: 0s }
                report: { sources: none }
                output: out/{{run}}
                """);
        Files.writeString(folder.resolve("rows.csv"), """
                Handle,Title,Image Src,Position,,
                cup,Clay Cup,https://a.example/herb stamp.jpg,1,,
                cup,,\uFEFFhttps://a.example/2.jpg\u200b,2,,
                cup,,https://a.example/3.jpg,3,,
                """);
    }

    @Test
    void validate_plan_and_run_warn_alike_and_strict_refuses() throws IOException {
        String more = " (and in 1 more row)";

        assertThat(darkroom("validate", "job.yaml").out()).contains(EMPTY + "warning: " + SENT, more, "3 good, 0 bad");
        assertThat(darkroom("plan", "job.yaml").out()).contains(EMPTY + SENT, more);

        assertThat(darkroom("validate", "job.yaml", "--strict").code()).isEqualTo(2);
        CliRun strict = darkroom("run", "job.yaml", "--strict");
        assertThat(strict.code()).isEqualTo(2);
        assertThat(strict.err()).contains(EMPTY + SENT + more);
        assertThat(folder.resolve("out")).doesNotExist();

        CliRun run = darkroom("run", "job.yaml");
        assertThat(run.code()).isZero();
        assertThat(log()).contains(EMPTY + SENT + more, "columns 5, 6 have no name");
    }

    @Test
    void what_is_filled_from_above_and_made_clean_is_what_is_sent() throws IOException {
        CliRun run = darkroom("run", "job.yaml", "--strict", "--set", "columns.fill-down=[Title]");

        assertThat(run.code()).isZero();
        assertThat(Files.readString(folder.resolve(".darkroom/simulator/requests.jsonl")))
                .contains("Clay Cup on white", "https://a.example/herb%20stamp.jpg", "\"https://a.example/2.jpg\"")
                .doesNotContain("\" on white", "\u200b", "\uFEFF");
    }

    @Test
    void rows_without_what_is_required_are_rejected_and_the_others_bought() {
        CliRun run = darkroom("run", "job.yaml", "--set", "columns.required=[Title]");

        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).contains("1 succeeded, 2 rejected", "MISSING_VALUE: 2 rows");
    }

    private String log() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("out"))) {
            return Files.readString(runs.findFirst().orElseThrow().resolve("run.log"));
        }
    }

    private CliRun darkroom(String... arguments) {
        return CliRun.in(folder, arguments);
    }
}
