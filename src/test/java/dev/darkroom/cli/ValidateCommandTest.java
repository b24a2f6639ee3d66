package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ValidateCommandTest {

    private static final String JOB = """
            manifest: rows.csv
            model: blackforestlabs/flux-2/flash/edit
            api: simulator
            input: { prompt: "{{title}}", image_size: square_hd }
            """;

    private final Path folder;

    ValidateCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void goodJob() throws IOException {
        write("job.yaml", JOB);
        write("rows.csv", """
                id,title,image_urls,guidance_scale
                a,Red shoe,https://a.example/1.jpg,
                b,Blue shoe,https://a.example/2.jpg,3
                """);
    }

    @Test
    void a_good_job_has_nothing_but_the_count() {
        CliRun run = validate();

        assertThat(run.outLines()).containsExactly("2 rows: 2 good, 0 bad; 0 warnings");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(ExitCode.FINISHED);
    }

    @Test
    void every_problem_is_named_with_its_place_and_remedy() throws IOException {
        write("rows.csv", """
                id,title,image_urls,guidance_scale
                a,Red shoe,https://a.example/1.jpg,99
                b,Blue shoe,http://a.example/2.jpg,3
                a,Green shoe,https://a.example/3.jpg,3
                c,ragged
                """);

        CliRun run = validate();

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.outLines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("rows.csv:2:guidance_scale: ")
                                .contains("99"),
                        line -> assertThat(line)
                                .startsWith("rows.csv:3:image_urls: ")
                                .contains("https://"),
                        line -> assertThat(line)
                                .isEqualTo("rows.csv:4: the id a is already the one of line 2. "
                                        + "Give each row an id of its own"),
                        line -> assertThat(line).startsWith("rows.csv:5: "),
                        line -> assertThat(line).isEqualTo("4 rows: 0 good, 4 bad; 0 warnings"));
    }

    @Test
    void a_warning_of_many_rows_is_told_once_with_their_number() throws IOException {
        write("job.yaml", JOB.replace(", image_size: square_hd", ""));

        CliRun run = validate();

        assertThat(run.code()).isEqualTo(ExitCode.FINISHED);
        assertThat(run.outLines()).hasSize(2);
        assertThat(run.outLines().get(0))
                .startsWith("rows.csv:2:")
                .contains("warning: image_size is not given")
                .endsWith(" (and in 1 more row)");
        assertThat(run.outLines().get(1)).isEqualTo("2 rows: 2 good, 0 bad; 2 warnings");
    }

    /** Also where the manifest's header is all there is to say, and its columns are named like numbers. */
    @Test
    void columns_that_are_named_almost_like_inputs_are_warned_of() throws IOException {
        write("rows.csv", """
                id,title,image_urls,Seed,Image Size,99999999999,99999999999
                a,Red shoe,https://a.example/1.jpg,11,portrait_4_3,1,2
                """);

        CliRun run = validate();

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FINISHED);
        assertThat(run.out())
                .contains("rows.csv:1:Seed: warning: column Seed looks like the input seed")
                .contains("rows.csv:1:Image Size: warning: column Image Size looks like the input image_size")
                .contains("1 row: 1 good, 0 bad; 3 warnings");
        CliRun wrong = validate("--rate", "fast");
        assertThat(wrong.code()).as(wrong.err()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.out()).contains("--rate: ", "rows.csv:1:Seed: warning: ");
    }

    @Test
    void json_lists_every_warning() throws IOException {
        write("job.yaml", JOB.replace(", image_size: square_hd", ""));

        CliRun run = validate("--json");
        JsonNode document = run.json();

        assertThat(run.code()).isEqualTo(ExitCode.FINISHED);
        assertThat(document.path("problems").size()).isEqualTo(2);
        JsonNode second = document.path("problems").path(1);
        assertThat(second.path("file").asString()).isEqualTo("rows.csv");
        assertThat(second.path("line").asInt()).isEqualTo(3);
        assertThat(second.path("code").asString()).isEqualTo("SQUARE_DEFAULT");
        assertThat(second.path("warning").asBoolean()).isTrue();
        assertThat(document.path("job").asString()).isEqualTo("job.yaml");
        assertThat(document.path("manifest").asString()).isEqualTo("rows.csv");
        assertThat(List.of("rows", "valid", "invalid", "warnings", "unreachable_urls"))
                .extracting(key -> document.path(key).asInt(-1))
                .containsExactly(2, 2, 0, 2, 0);
    }

    @Test
    void what_is_wrong_elsewhere_in_the_job_file_hides_no_problem_of_a_row() throws IOException {
        write("job.yaml", JOB + "submit: { rate: fast }\nbudgit: { max-cost: 3 }\n");
        write(
                "rows.csv",
                "id,title,image_urls\na,Red shoe,http://a.example/1.jpg\nb,Blue shoe,https://a.example/2.jpg\n");

        CliRun run = validate();

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).contains("submit.rate", "unknown key budgit", "rows.csv:2:image_urls: ", "2 rows");
        assertThat(validate("--json").json().path("problems").size()).isEqualTo(3);
    }

    /** A value that says how rows are read, and is wrong, hides nothing of templates and rows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "columns: { keep: title }",
                "columns: { id: [id] }",
                "columns: { separator: / }",
                "columns: { required: 7, fill-down: {} }",
                "csv: { decimal: point, bom: 7 }",
                "columns: { separator: / }\ncsv: { decimal: point }"
            })
    void a_wrong_value_of_columns_or_csv_hides_no_problem_of_a_template_and_none_of_a_row(String part)
            throws IOException {
        write("job.yaml", JOB.replace("{{title}}", "{{Title}}") + part + "\nwindow: 25:00-06:00\n");
        write("rows.csv", "id,title,image_urls\na,Red shoe,http://a.example/1.jpg\n");

        CliRun run = validate();

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out())
                .contains(
                        "rows.csv has no column Title. ", "rows.csv:2:image_urls: ", "window \"25:00-06:00\" begins at")
                .contains("1 row, judged without what is wrong in the job: 0 good, 1 bad");
        List<Integer> lines = run.outLines().stream()
                .filter(line -> line.contains("job.yaml:"))
                .map(line -> Integer.valueOf(line.split("job.yaml:", 2)[1].split(":", 2)[0]))
                .toList();
        assertThat(lines).hasSizeGreaterThan(2).isSorted();
    }

    @Test
    void what_is_wrong_with_one_value_hides_nothing_of_values_that_go_together() throws IOException {
        write("job.yaml", JOB + """
                canary: 0
                columns: { keep: [title] }
                report: { by: [brand] }
                notify: { format: slack }
                models: [nothere.json]
                checks: { fail: [background] }
                """);
        write("rows.csv", "id,title,image_urls\na,Red shoe,https://a.example/1.jpg\n");

        assertThat(validate().out())
                .contains(
                        "canary \"0\" is less than 1",
                        "report.by names brand, which columns.keep does not keep",
                        "notify.url is missing",
                        "models \"nothere.json\" is not there",
                        "checks.fail names background, but no background is asked for");
    }

    @Test
    void every_fault_of_a_window_and_of_an_address_is_told_at_once() throws IOException {
        write("job.yaml", JOB.replace("api: simulator", "api: ftp://u@a.example/v1?q=1") + """
                window: 25:00-06:99 Europe/Berln
                notify: { url: "http://u:p@a.example/x" }
                """);
        write("rows.csv", "id,title,image_urls\na,Red shoe,http://u@a.example/100%wool.jpg\n");

        assertThat(validate().out())
                .contains(
                        " begins at 25:00, which is not a time of day, and ends at 06:99, which is not a time of day, and"
                                + " names no time zone that is known: Europe/Berln. ",
                        " has a login before its host, and is not https. ",
                        " has a user, a query or a fragment, and is neither https nor http. ",
                        "holds a % that begins no escape such as %20, and holds a login before its host, and is not an"
                                + " https URL. Write the % itself as %25. ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            input:                        ~ inputs:
            input:                        ~ 7: {}^input:
            manifest:                     ~ manifst:
            model:                        ~ modle:
            input:                        ~ columns: { idd: id }^input:
            input:                        ~ colums: { id: id }^input:
            api: simulator                ~ api: simulatr
            api: simulator                ~ submit: { rate: 2/s }^submit: { rate: 2/s }
            api: simulator                ~ colour: { of: rows }
            input: { prompt: "{{title}}", ~ prompt: "{{title}}"^input: {
            """)
    void a_wrong_key_hides_nothing_of_the_rows_and_is_told_once(String right, String wrong) throws IOException {
        write("job.yaml", JOB.replace(right, wrong.replace('^', '\n')));
        write(
                "rows.csv",
                "id,title,image_urls\na,Red shoe,http://a.example/1.jpg\na,Blue shoe,https://a.example/2.jpg\n");

        CliRun run = validate();

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.outLines()).hasSize(4);
        assertThat(run.outLines().get(0)).contains("job.yaml:");
        assertThat(run.out()).contains("rows.csv:2:image_urls: ", "2 rows, judged without", "0 good, 2 bad");
    }

    @Test
    void an_input_is_told_to_be_put_below_input() throws IOException {
        write("job.yaml", JOB + "guidance_scale: 3\n");

        assertThat(validate().outLines())
                .first()
                .asString()
                .endsWith("job.yaml:5:1: unknown key guidance_scale. Did you mean input.guidance_scale?");
    }

    /** Each cause is told once: rows are not judged by what is wrong in the job. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            columns: { id: SKU }                                     | 1
            columns: { keep: [titel] }                               | 1
            columns: { required: [titel] }                           | 1
            'model: blackforestlabs/flux-2/flush/edit'               | 1
            ''                                                       | 1
            'input: { promt: "{{title}}", image_size: square_hd }'   | 1
            'input: { prompt: "{{Titel}} {{tite}}", image_size: square_hd }' | 2
            'input: { prompt: "{{title}}", image_sise: square_hd }'  | 1
            'input: { prompt: "{{title}}", image_size: squarish }'   | 1
            """)
    void what_only_follows_from_a_problem_of_the_job_is_not_told(String part, int problems) throws IOException {
        String key = part.isEmpty() ? "model" : part.substring(0, part.indexOf(':'));
        String rest =
                JOB.lines().filter(line -> !line.startsWith(key + ":")).collect(Collectors.joining("\n", "", "\n"));
        write("job.yaml", rest + part + "\n");

        CliRun run = validate();

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.outLines()).hasSize(problems + 1);
        assertThat(run.outLines()).last().asString().contains("2 good, 0 bad; 0 warnings; " + problems + " problem");
    }

    @Test
    void what_a_row_lacks_beside_the_jobs_problems_is_told() throws IOException {
        write("job.yaml", JOB.replace("prompt: \"{{title}}\"", "promt: \"{{title}}\"") + "columns: { id: sku }\n");
        write("rows.csv", "id,sku,title,image_urls\n1,,Red,https://a.example/1.jpg\n2,b,Blue,http://a.example/2\n");

        CliRun run = validate();

        assertThat(run.out())
                .contains("rows.csv:2:sku: the row has no id", "rows.csv:3:image_urls: ")
                .doesNotContain("prompt is missing");
    }

    @Test
    void rows_are_judged_by_what_the_job_says_of_pictures_on_this_disk_beside_its_problems() throws IOException {
        Files.write(folder.resolve("red.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        write("job.yaml", JOB + "sources: { data-uri: true, look: sometimes }\n");
        write("rows.csv", "id,title,image_urls\na,Red shoe,red.png\n");

        CliRun run = validate();

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out())
                .contains("sources.look", "red.png is not a whole PNG")
                .doesNotContain("not an https URL");
    }

    @Test
    void a_manifest_that_is_not_there_hides_no_problem_of_the_job() throws IOException {
        write("job.yaml", JOB.replace("rows.csv", "none.csv").replace("flash/edit", "flush/edit"));

        assertThat(validate().out()).contains("there is no such file", "flush/edit is not known");
    }

    @Test
    void a_group_by_a_column_that_is_not_kept_is_refused_before_anything_is_run() throws IOException {
        write("job.yaml", JOB + "checks: { group: brnd }\n");
        write("rows.csv", "id,title,image_urls,brand\na,Red shoe,https://a.example/1.jpg,X\n");

        assertThat(validate().out())
                .contains("job.yaml:5:18: checks.group names brnd, which is not a column kept in the results")
                .contains("The nearest one is brand");
    }

    @Test
    void a_published_name_with_a_column_that_is_not_kept_is_refused_before_anything_is_run() throws IOException {
        write("job.yaml", JOB + "publish: { name: \"{{brnd}}/{{id}}.{{ext}}\" }\n");
        write("rows.csv", "id,title,image_urls,brand\na,Red shoe,https://a.example/1.jpg,X\n");

        assertThat(validate().out())
                .contains("job.yaml:5:18: publish.name takes {{brnd}}, which is not a column kept in the results")
                .contains("The nearest one is brand");
    }

    @Test
    void a_report_by_a_column_that_is_not_kept_is_refused_before_anything_is_run() throws IOException {
        write("job.yaml", JOB + "report: { by: [brnd] }\n");
        write("rows.csv", "id,title,image_urls,brand\na,Red shoe,https://a.example/1.jpg,X\n");

        assertThat(validate().out())
                .contains("job.yaml:5:16: report.by names brnd, which is not a column kept in the results")
                .contains("The nearest one is brand");
    }

    @Test
    void a_job_file_that_cannot_be_used_lists_all_its_problems() throws IOException {
        write("job.yaml", "manifest: rows.csv\nmodle: x\nsubmit: { rate: fast }\n");

        CliRun run = validate();
        JsonNode document = validate("--json").json();

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).isEmpty();
        assertThat(run.outLines()).hasSize(4);
        assertThat(run.outLines().get(0)).contains("job.yaml:2:1: ").contains("model");
        assertThat(run.outLines().get(1)).contains("job.yaml:2:8: ").contains("the model x is not known");
        assertThat(run.outLines().get(2)).contains("job.yaml:3:").contains("submit.rate");
        assertThat(document.path("problems").size()).isEqualTo(3);
    }

    @Test
    void values_that_rows_would_be_judged_by_must_be_good_before_they_are() throws IOException {
        write("job.yaml", JOB + "submit: { rate: fast }\ncsv: { delimiter: xx }\n");

        CliRun run = validate();

        assertThat(run.outLines()).last().isEqualTo("2 problems; no row was checked");
        assertThat(validate("--json").json().path("manifest").isNull()).isTrue();
    }

    @Test
    void a_fault_of_the_job_does_not_bury_the_rows_own() throws IOException {
        write("job.yaml", JOB.replace("{{title}}", "{{titel}}"));

        CliRun run = validate();

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.outLines().get(0))
                .contains("job.yaml:4:")
                .contains("rows.csv has no column titel. The nearest one is title");
        assertThat(run.outLines().get(1))
                .isEqualTo(
                        "2 rows, judged without what is wrong in the job: 2 good, 0 bad; 0 warnings; 1 problem in the"
                                + " job");
    }

    @Test
    void a_manifest_that_is_not_there_is_a_problem() throws IOException {
        Files.delete(folder.resolve("rows.csv"));

        CliRun run = validate();

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.outLines().get(0))
                .isEqualTo("rows.csv: there is no such file. Give the manifest's path, relative to the job file");
    }

    @Test
    void a_fault_that_the_simulator_does_not_know_is_a_problem() throws IOException {
        write("job.yaml", JOB + "simulator: { faults: { submit-lots: 0.1 } }\n");

        CliRun run = validate();

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.outLines().get(0)).contains("job.yaml:5:24: ").contains("submit-lost");
    }

    @Test
    void options_stand_over_the_job_file() throws IOException {
        CliRun first = validate("--first", "1");
        CliRun set = validate("--set", "input.guidance_scale=99");
        CliRun wrong = validate("--rate", "fast");

        assertThat(first.outLines()).containsExactly("1 row: 1 good, 0 bad; 0 warnings");
        assertThat(set.code()).isEqualTo(ExitCode.USAGE);
        assertThat(set.out()).contains("--set input.guidance_scale: ");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.outLines().get(0)).startsWith("--rate: submit.rate \"fast\"");
    }

    @Test
    void what_a_manifest_holds_cannot_reach_the_terminal_raw() throws IOException {
        write("rows.csv", "id,title,image_urls\na,shoe,\u001b[31mhttps://x\u202ey\n");

        CliRun text = validate();
        CliRun json = validate("--json");

        assertThat(text.out()).contains("\\u001b[31m").doesNotContain("\u001b", "\u202e");
        assertThat(json.out()).doesNotContain("\u001b", "\u202e");
        assertThat(json.json().path("problems").path(0).path("message").asString())
                .contains("\u202e");
    }

    @Test
    void a_job_file_is_needed() {
        CliRun run = CliRun.of("validate");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("JOB.yaml");
    }

    private CliRun validate(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "validate";
        arguments[1] = "job.yaml";
        System.arraycopy(options, 0, arguments, 2, options.length);
        return CliRun.in(folder, arguments);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
