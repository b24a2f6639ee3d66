package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What two nights of two brands cost, the second of which buys one picture more. */
class CostsCommandIT {

    private final Path folder;

    CostsCommandIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void runTwoNights() throws IOException {
        SimulatorJob.write(folder, "night", "columns: { keep: [brand] }");
        night("a,Nord,one", "b,Sued,two");
        night("a,Nord,one", "b,Sued,two", "c,Nord,three");
    }

    private void night(String... rows) throws IOException {
        StringBuilder manifest = new StringBuilder("id,brand,prompt,image_urls\n");
        for (String row : rows) {
            manifest.append(row)
                    .append(",https://shop.example/")
                    .append(row.charAt(0))
                    .append(".jpg\n");
        }
        Files.writeString(folder.resolve("rows.csv"), manifest);
        CliRun run = CliRun.in(folder, "run", "job.yaml");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FINISHED);
    }

    @Test
    void each_picture_is_charged_once_and_what_is_reused_is_saved() {
        CliRun costs = CliRun.in(folder, "costs", "--json");

        JsonNode total = costs.json().path("total");
        assertThat(costs.code()).as(costs.err()).isEqualTo(ExitCode.FINISHED);
        assertThat(total.path("rows").intValue()).isEqualTo(5);
        assertThat(total.path("purchases").intValue()).isEqualTo(3);
        assertThat(total.path("reused").intValue()).isEqualTo(2);
        assertThat(total.path("charged_usd")
                        .decimalValue()
                        .multiply(BigDecimal.valueOf(2))
                        .compareTo(total.path("saved_usd").decimalValue().multiply(BigDecimal.valueOf(3))))
                .as("three were bought and two saved of one price: %s", total)
                .isZero();
    }

    @Test
    void a_spreadsheet_has_a_line_for_each_brand_and_none_for_the_total() {
        List<String> lines =
                CliRun.in(folder, "costs", "--by", "brand", "--csv").outLines();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("brand,rows,purchases,charged_usd");
        assertThat(lines.get(1)).startsWith("Nord,3,2,");
        assertThat(lines.get(2)).startsWith("Sued,2,1,");
    }

    @Test
    void a_terminal_is_shown_the_total_too() {
        CliRun costs = CliRun.in(folder, "costs", "--by", "brand");

        assertThat(costs.out()).contains("Nord", "Sued", "TOTAL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--by=brnd | the nearest is brand",
                "--by=warehouse | it may be service, job, model, month, day, run, brand",
                "--month=november | --month november is not a month",
                "--since=2026-11-02 --until=2026-11-01 | --until 2026-11-01 is before --since 2026-11-02",
                "--month=2026-11 --since=2026-11-02 | leave --since and --until out",
                "--zone=Nowhere | is not a time zone",
                "--json --csv | leave one out",
                "--job=nihgt | the nearest job is night"
            })
    void what_cannot_be_told_is_refused_with_what_can(String options, String words) {
        String[] arguments = ("costs " + options).split(" ");

        CliRun refused = CliRun.in(folder, arguments);

        assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains(words);
        assertThat(refused.out()).isEmpty();
    }
}
