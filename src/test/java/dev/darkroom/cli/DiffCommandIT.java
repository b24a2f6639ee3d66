package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.docs.PublishedSchema;
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
import tools.jackson.databind.node.ObjectNode;

/** Two nights: of five rows one is the same, one asks for something else, one is fixed, one broken and one gone; one is new. */
class DiffCommandIT {

    private final Path folder;
    private String first = "";
    private String second = "";

    DiffCommandIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void runTwoNights() throws IOException {
        SimulatorJob.write(folder, "night", "fail-threshold: 100%");
        first = night("a,one", "b,two", "c,", "d,four", "e,five");
        second = night("f,six", "d,", "c,three", "b,zwei", "a,one");
    }

    /** Runs rows of an id and a prompt, without which a row is invalid. */
    private String night(String... rows) throws IOException {
        StringBuilder manifest = new StringBuilder("id,prompt,image_urls\n");
        for (String row : rows) {
            manifest.append(row)
                    .append(",https://shop.example/")
                    .append(row.charAt(0))
                    .append(".jpg\n");
        }
        Files.writeString(folder.resolve("rows.csv"), manifest);
        CliRun run = CliRun.in(folder, "run", "job.yaml");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FINISHED);
        return CliRun.in(folder, "runs", "--json")
                .json()
                .path("runs")
                .path(0)
                .path("run")
                .asString("");
    }

    @Test
    void a_document_tells_every_row_that_differs_and_what_both_cost() throws IOException {
        CliRun diff = CliRun.in(folder, "diff", first, second, "--json");

        JsonNode document = diff.json();
        assertThat(diff.code()).as(diff.err()).isEqualTo(ExitCode.FINISHED);
        PublishedSchema.of("diff").assertDescribes(document);
        assertThat(document.path("rows")
                        .valueStream()
                        .map(row -> row.path("id").asString("") + " "
                                + row.path("kind").asString("") + " " + row.path("changed")))
                .containsExactly(
                        "f new []",
                        "d broken [\"input\"]",
                        "c fixed [\"input\"]",
                        "b changed [\"prompt\"]",
                        "e gone []");
        assertThat(document.path("counts").path("same").intValue()).isEqualTo(1);
        BigDecimal before = document.path("before").path("charged_usd").decimalValue();
        BigDecimal after = document.path("after").path("charged_usd").decimalValue();
        assertThat(before.multiply(BigDecimal.valueOf(3)))
                .as("four were bought, then three and one reused")
                .isEqualByComparingTo(after.multiply(BigDecimal.valueOf(4)));
        assertThat(document.path("difference_usd").decimalValue()).isEqualByComparingTo(after.subtract(before));
        assertThat(PublishedSchema.of("diff").faults(((ObjectNode) document).put("extra", 1)))
                .isNotEmpty();
    }

    @Test
    void a_spreadsheet_has_a_line_for_each_row_that_differs() {
        List<String> lines = CliRun.in(folder, "diff", first, second, "--csv").outLines();

        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).contains("kind,id,changed,before_line,before_status,before_reason");
        assertThat(lines.get(2)).startsWith("broken,d,input,5,succeeded,,").contains(",3,rejected,\"MISSING");
        assertThat(lines.get(5)).startsWith("gone,e,,6,succeeded,,").endsWith(",,,,,");
    }

    @Test
    void a_terminal_is_shown_how_many_and_which() {
        CliRun diff = CliRun.in(folder, "diff", first, second);

        assertThat(diff.outLines())
                .anyMatch(line -> line.matches("broken +1 +input 1"))
                .anyMatch(line -> line.matches("same +1"))
                .anyMatch(line -> line.matches("BROKEN +CHANGED +BEFORE +AFTER +REASON"))
                .anyMatch(line -> line.matches("d +input +succeeded +rejected +MISSING.*"))
                .anyMatch(line -> line.matches("e +- +succeeded +-"));
    }

    @Test
    void one_run_alone_and_none_are_compared_with_the_run_before() {
        String named = CliRun.in(folder, "diff", first, second, "--csv").out();

        assertThat(CliRun.in(folder, "diff", second, "--csv").out()).isEqualTo(named);
        assertThat(CliRun.in(folder, "diff", "--csv").out()).isEqualTo(named);
    }

    @Test
    void the_other_way_round_what_was_new_is_gone_and_that_is_said() {
        CliRun diff = CliRun.in(folder, "diff", second, first, "--csv");

        assertThat(diff.outLines())
                .anyMatch(line -> line.startsWith("gone,f"))
                .anyMatch(line -> line.startsWith("fixed,d"));
        assertThat(diff.err()).contains("the first run that is named began after the second");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FIRST | is the first of its job that is known here",
                "nihgt SECOND | nihgt",
                "SECOND --json --csv | leave one out"
            })
    void what_cannot_be_compared_is_refused(String options, String words) {
        String[] arguments = ("diff " + options.replace("FIRST", first).replace("SECOND", second)).split(" ");

        CliRun refused = CliRun.in(folder, arguments);

        assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains(words);
        assertThat(refused.out()).isEmpty();
    }
}
