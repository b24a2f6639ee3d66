package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.io.MoneyText;
import dev.darkroom.io.Sha256;
import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of a run of two rows, of which one is invalid. */
class RunFilesIT {

    private final Path folder;
    private final CliRun run;

    RunFilesIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        SimulatorJob.write(folder, "night", "results: { xlsx: true }");
        Files.writeString(
                folder.resolve("rows.csv"),
                "id,prompt,image_urls\ngood,one,https://shop.example/a.jpg\nbad,,https://shop.example/b.jpg\n");
        this.run = CliRun.in(folder, "run", "job.yaml");
    }

    @BeforeEach
    void it_came_to_its_end() {
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PICTURES_MISSING);
    }

    @Test
    void the_end_names_all_tables_that_are_there() {
        assertThat(run.err())
                .contains(": results.csv, results.jsonl, results.xlsx, failed.csv, succeeded.csv, report\n");
    }

    @Test
    void all_files_are_listed_as_they_are_and_again_after_a_report() throws IOException {
        assertListed();
        Files.writeString(output().resolve("report/totals.csv"), "spoilt");
        Files.delete(output().resolve("files.json"));

        assertThat(CliRun.in(folder, "report").code()).isEqualTo(ExitCode.FINISHED);

        assertListed();
    }

    private void assertListed() throws IOException {
        Path output = output();
        JsonNode list = JsonMapper.shared().readTree(Files.readString(output.resolve("files.json")));
        assertThat(list.path("run").asString()).isEqualTo(output.getFileName().toString());
        assertThat(list.path("files")
                        .valueStream()
                        .map(file -> file.path("name").asString()))
                .contains(
                        "failed.csv",
                        "report.html",
                        "report/by-error.csv",
                        "report/junit.xml",
                        "report/totals.csv",
                        "results.csv",
                        "results.jsonl",
                        "results.xlsx",
                        "succeeded.csv")
                .doesNotContain("summary.json", "run.log", "metrics.prom", "files.json");
        for (JsonNode file : list.path("files")) {
            Path path = output.resolve(file.path("name").asString());
            assertThat(file.path("sha256").asString()).as(path.toString()).isEqualTo(Sha256.hex(path));
            assertThat(file.path("bytes").longValue()).isEqualTo(Files.size(path));
        }
    }

    @Test
    void the_accounts_balance_before_and_after_differs_by_what_was_spent_and_a_report_knows_it_too()
            throws IOException {
        JsonNode cost = JsonMapper.shared()
                .readTree(Files.readString(output().resolve("summary.json")))
                .path("cost");
        BigDecimal before = cost.path("balance_before_usd").decimalValue();
        BigDecimal after = cost.path("balance_after_usd").decimalValue();
        assertThat(before.subtract(after))
                .isPositive()
                .isEqualByComparingTo(cost.path("spent_usd").decimalValue());
        assertThat(Instant.parse(cost.path("balance_before_at").asString()))
                .isBeforeOrEqualTo(Instant.parse(cost.path("balance_after_at").asString()));
        String figures =
                "\"balanceBefore\":" + MoneyText.digits(before) + ",\"balanceAfter\":" + MoneyText.digits(after);
        assertThat(output().resolve("report.html")).content().contains(figures);

        Files.delete(output().resolve("report.html"));
        CliRun.in(folder, "report");

        assertThat(output().resolve("report.html")).content().contains(figures);
        assertThat(CliRun.in(folder, "status", "--json").json().path("cost")).isEqualTo(cost);
    }

    @Test
    void another_job_goes_on_with_the_pictures() throws IOException {
        List<String> rows = Files.readAllLines(output().resolve("succeeded.csv"));
        assertThat(rows).hasSize(2);
        assertThat(rows.get(1)).contains("good,one,https://shop.example/a.jpg,succeeded,images/good-1.png,");
        Files.writeString(
                folder.resolve("second.yaml"),
                Files.readString(folder.resolve("job.yaml"))
                        .replace("name: night", "name: second")
                        .replace("rows.csv", folder.relativize(output()) + "/succeeded.csv")
                        .replace(
                                "input: {",
                                "columns: { ignore: [image_urls] }\nsources: { data-uri: true }\n"
                                        + "input: { image_urls: [\"{{succeeded_files}}\"],"));

        CliRun second = CliRun.in(folder, "run", "second.yaml");

        assertThat(second.code()).as(second.err()).isEqualTo(ExitCode.FINISHED);
    }

    private Path output() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("out"))) {
            return runs.filter(path -> path.getFileName().toString().startsWith("night"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
