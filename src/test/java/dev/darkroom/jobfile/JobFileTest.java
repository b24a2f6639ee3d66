package dev.darkroom.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.checks.ShopLimits;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.jobfile.rules.ShopPreset;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.picture.PictureType;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JobFileTest {

    private final JobFiles jobs;
    private final Path folder;

    JobFileTest(@TempDir Path folder) {
        this.folder = folder;
        this.jobs = new JobFiles(folder);
    }

    static Stream<Path> shipped_jobs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("jobs"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped_jobs")
    void every_shipped_job_reads_and_costs_nothing(Path file) throws IOException {
        JobSpec job = JobFile.read(file, JobOverrides.NONE, Map.of());

        assertThat(job.api().inProcess()).isTrue();
        assertThat(file).hasFileName(job.name() + ".yaml");
        assertThat(Path.of(job.manifests().get(0)).getParent()).hasFileName("samples");
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    manifets: a.csv           | 1:1 | unknown key manifets             | Did you mean manifest?
                    submit: { rates: 2/s }    | 1:11| unknown key submit.rates         | Did you mean submit.rate?
                    submit: { max_in_flight: 1 } | 1:11 | unknown key submit.max_in_flight | Did you mean submit.max-in-flight?
                    rate: 2/s                 | 1:1 | unknown key rate                 | Did you mean submit.rate?
                    timeout: 2s               | 1:1 | unknown key timeout              | The nearest is
                    """)
    void an_unknown_key_is_refused_with_the_nearest_known_one(
            String yaml, String place, String message, String remedy) {
        InputProblem problem = jobs.problems(yaml + "\nmanifest: rows.csv").get(0);

        assertThat(problem.code()).isEqualTo("UNKNOWN_KEY");
        assertThat(problem.line() + ":" + problem.column()).isEqualTo(place);
        assertThat(problem.message()).isEqualTo(message);
        assertThat(problem.remedy()).startsWith(remedy);
    }

    @Test
    void keys_of_ones_own_hold_anchors_and_say_nothing() {
        JobSpec job = jobs.read("""
                x-size: &size { image_size: square_hd, seed: 1 }
                x-format: &format { image_size: square, output_format: png }
                manifest: rows.csv
                input: { seed: 2, <<: [*size, *format] }
                submit: { <<: { rate: 3/s } }
                """);

        assertThat(job.rowInput().input().toString())
                .isEqualTo("{\"seed\":2,\"image_size\":\"square_hd\",\"output_format\":\"png\"}");
        assertThat(job.effective().propertyNames()).doesNotContain("x-size", "x-format");
        assertThat(job.submit().rate().perSecond()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<<: square", "<<:", "<<: []", "<<: [square]"})
    void a_merge_of_what_is_no_group_is_refused(String merge) {
        assertThat(jobs.problems("manifest: rows.csv\ninput:\n  " + merge + "\n  seed: 1\n"))
                .first()
                .asString()
                .contains("job.yaml:3:3: << takes a group of keys, or a list of groups. Write <<: *base, where");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            manifst: rows.csv                                    | unknown key manifst
            { manifest: rows.csv, columns: { idd: a, keep: b } } | unknown key columns.idd, columns.keep "b" is
            { manifest: rows.csv, budgett: { price: free } }     | unknown key budgett, budget.price "free" is not
            """)
    void a_misspelt_key_makes_no_other_problem_and_hides_none(String yaml, String messages) {
        assertThat(jobs.problems(yaml))
                .extracting(InputProblem::message)
                .zipSatisfy(
                        List.of(messages.split(", ")),
                        (message, start) -> assertThat(message).startsWith(start));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    { fail: [blnk] }                  | 1:18 | checks.fail "blnk" is not a flag; the nearest is blank   | Give a list of undecodable,
                    { fail: [blank, background] }     | 1:25 | checks.fail names background, but no background is asked for | Add checks.background with white
                    { fail: [blurred], blurred: off } | 1:18 | checks.fail names blurred, but checks.blurred is off | Give checks.blurred a value
                    { fail: [off-centre] }            | 1:18 | checks.fail names off-centre, but checks.off-centre is off | Give checks.off-centre a value
                    { preset: amazon-main, fail: [fill], fill: off } | 1:39 | checks.fail names fill, but checks.fill is off | Give checks.fill a value
                    { preset: amazon-mane }           | 1:19 | checks.preset "amazon-mane" is not a preset; the nearest is amazon-main | Give one of amazon-main
                    { group: brand, fail: [uneven] }  | 1:32 | checks.fail names uneven, which is known only once all rows have ended and fails none | Take it off the list
                    { command: [look] }               | 1:20 | checks.command does not name {{file}} | Give a list of a program
                    { command: ['', '{{file}}'] }     | 1:21 | checks.command "" is not a program | Give a list of a program
                    { command: [look, '{{file}}.x'] } | 1:27 | checks.command "{{file}}.x" is neither {{file}} nor {{source}}, which stand alone | Give a list of a program
                    { command-timeout: 11m }          | 1:28 | checks.command-timeout "11m" is not from 1s to 10m | Give a duration from 1s to 10m
                    """)
    void a_check_that_can_never_fail_a_row_is_not_taken_for_one_that_does(
            String checks, String place, String message, String remedy) {
        List<InputProblem> problems = jobs.problems("checks: " + checks + "\nmanifest: rows.csv");

        assertThat(problems).hasSize(1);
        InputProblem problem = problems.get(0);
        assertThat(problem.line() + ":" + problem.column()).isEqualTo(place);
        assertThat(problem.message()).isEqualTo(message);
        assertThat(problem.remedy()).startsWith(remedy);
    }

    @Test
    void a_preset_stands_behind_what_the_job_says() {
        ShopLimits shop = shop("{ preset: amazon-main, small: off, fill: 90%, background: black }");

        assertThat(shop.small()).isEmpty();
        assertThat(shop.fill()).hasValue(new ShopLimits.FillRange(0.9, 1));
        assertThat(shop.formats()).containsExactly(PictureType.JPEG, PictureType.PNG, PictureType.GIF);
        assertThat(shop.notWhite()).hasValue(new ShopLimits.ExactGround(0, OptionalInt.empty(), 0.01));
        assertThat(shop.offCentre()).isEmpty();
        assertThat(shop("{}")).isEqualTo(ShopLimits.NONE);
    }

    @ParameterizedTest
    @EnumSource(ShopPreset.class)
    void every_preset_asks_for_something(ShopPreset preset) {
        assertThat(shop("{ preset: " + preset.keyword() + " }")).isNotEqualTo(ShopLimits.NONE);
    }

    private ShopLimits shop(String checks) {
        return jobs.with("checks: " + checks).checks().limits().shop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "none"})
    void a_row_cannot_fail_by_its_source_where_no_source_is_fetched(String sources) {
        String job = "manifest: rows.csv\nchecks: { fail: [identical] }\nreport: { sources: ";

        assertThat(jobs.problems(job + sources + " }")).singleElement().satisfies(problem -> {
            assertThat(problem.line() + ":" + problem.column()).isEqualTo("2:18");
            assertThat(problem.message()).contains("report.sources: " + sources + " no source is fetched");
            assertThat(problem.remedy()).startsWith("Set report.sources: thumbnails");
        });
    }

    @Test
    void pictures_are_grouped_by_a_column_that_is_kept() {
        String job = "manifest: rows.csv\ncolumns: { keep: [brand] }\nchecks: { group: ";

        assertThat(jobs.problems(job + "brand }")).isEmpty();
        assertThat(jobs.problems(job + "brnd }")).singleElement().satisfies(problem -> {
            assertThat(problem.line() + ":" + problem.column()).isEqualTo("3:18");
            assertThat(problem.message()).isEqualTo("checks.group names brnd, which columns.keep does not keep");
            assertThat(problem.remedy()).isEqualTo("Add it to columns.keep");
        });
    }

    @Test
    void a_program_needs_the_sources() {
        String job = "manifest: rows.csv\nchecks: { command: [look, '{{file}}'] }\nreport: { sources: link }";

        assertThat(jobs.problems(job)).singleElement().satisfies(problem -> {
            assertThat(problem.line() + ":" + problem.column()).isEqualTo("2:20");
            assertThat(problem.message()).contains("none is with report.sources: link");
            assertThat(problem.remedy()).startsWith("Set report.sources: thumbnails");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"#ffffff", "# white", ""})
    void a_colour_that_yaml_takes_for_a_comment_is_told(String colour) {
        List<InputProblem> problems = jobs.problems("manifest: rows.csv\nchecks:\n  background: " + colour);

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.message()).startsWith("checks.background is empty");
            assertThat(problem.remedy()).contains("\"#ffffff\"");
        });
    }

    @Test
    void all_problems_are_told_at_once() {
        List<InputProblem> problems = jobs.problems("""
                model: a/b
                submit:
                  rate: fast
                  pace: 1
                poll: 10m
                canary: [1]
                canary: 2
                """);

        assertThat(problems)
                .extracting(InputProblem::code)
                .containsExactlyInAnyOrder(
                        "DUPLICATE_KEY", "UNKNOWN_KEY", "BAD_VALUE", "BAD_VALUE", "BAD_VALUE", "MISSING_KEY");
        assertThat(problems).extracting(InputProblem::message).contains("canary is given twice, first in line 6");
        assertThat(problems).extracting(InputProblem::line).containsExactly(1L, 3L, 4L, 5L, 6L, 7L);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken_yaml")
    void broken_yaml_is_refused_where_it_breaks(String yaml, String place, String message) {
        assertThat(jobs.problems(yaml)).anySatisfy(problem -> {
            assertThat(problem.line() + ":" + problem.column()).isEqualTo(place);
            assertThat(problem.toString()).contains(message);
        });
    }

    static Stream<Arguments> broken_yaml() {
        return Stream.of(
                broken("submit:\n\trate: 2/s", "2:1", "Indent with spaces"),
                broken("input:\n  prompt: {{title}} on white", "2:21", "in double quotes"),
                broken("input:\n  image_urls: [{{image_url}}]", "2:17", "in double quotes"),
                broken("input:\n  prompt: red: green", "2:14", "in double quotes"),
                broken("name: \"open\nmodel: x", "1:7", "a quote is opened here and not closed"),
                broken("input: { prompt: \"open, seed: 1 }\n", "1:18", "Close the quote"),
                broken("input: { image_size: *nothing }", "1:22", "*nothing is the name of no anchor above it"),
                broken("output: \"C:\\data\"", "1:13", "Write the backslash twice"),
                broken("a: 1\n---\nb: 2", "2:1", "not YAML"),
                broken("name: a\u0007b", "1:8", "U+0007"),
                broken("", "1:1", "is empty"),
                broken("- a", "1:1", "a list"),
                broken("name: !!binary aGk=", "1:7", "tag"),
                broken("a: &a [1]\nb: &b [*a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]", "1:1", "not YAML"),
                broken("a: &a [*a]", "1:1", "not YAML"),
                broken("a: " + "[".repeat(60) + "]".repeat(60), "1:1", "not YAML"));
    }

    @Test
    void what_is_no_text_is_refused_where_it_stands() throws IOException {
        List<InputProblem> problems = jobs.problems("""
                manifest: rows.csv
                model: a/b
                input: { prompt: "half a cup \\ud83c", "k\\0": x, seed: "1\\0" }
                """);

        assertThat(problems)
                .extracting(problem -> problem.line() + " " + problem.code() + " " + problem.message())
                .containsExactlyInAnyOrder(
                        "3 NOT_UNICODE the text holds half a character, \\ud83c, which is not Unicode",
                        "3 NUL_CHARACTER the text holds a NUL character",
                        "3 NUL_CHARACTER the text holds a NUL character");
        assertThat(problems)
                .filteredOn(problem -> problem.code().equals("NUL_CHARACTER"))
                .extracting(InputProblem::remedy)
                .containsOnly(ErrorCode.NUL_CHARACTER.advice().orElseThrow().whatToDo());
    }

    @Test
    void a_missing_file_is_refused_by_its_name() {
        Path missing = folder.resolve("nothing.yaml");

        assertThatThrownBy(() -> JobFile.read(missing, JobOverrides.NONE, Map.of()))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("nothing.yaml")
                .hasMessageContaining("no such job file");
    }

    @Test
    void a_file_that_is_not_utf_8_is_refused() throws IOException {
        Files.write(jobs.file(), "name: Müller".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> JobFile.read(jobs.file(), JobOverrides.NONE, Map.of()))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_key() {
        assertThat(jobs.read("\uFEFFmanifest: rows.csv").manifests())
                .singleElement()
                .asString()
                .endsWith("rows.csv");
    }

    @Test
    void a_job_whose_name_cannot_be_read_is_called_by_its_file() throws IOException {
        Path file = folder.resolve("night.yaml");
        Files.writeString(file, "name: [a]\nmanifest: rows.csv\n");
        assertThat(JobFile.nameOf(file)).isEqualTo("night");
    }

    @Test
    void a_file_name_that_is_no_job_name_asks_for_one() throws IOException {
        Path file = Files.writeString(folder.resolve("my job.yaml"), "manifest: rows.csv");

        assertThatThrownBy(() -> JobFile.read(file, JobOverrides.NONE, Map.of()))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("Add name:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows.ods", "rows", "''", "[a.txt]"})
    void a_manifest_of_no_known_kind_is_refused(String manifest) {
        assertThat(jobs.problems("manifest: " + manifest))
                .singleElement()
                .satisfies(problem -> assertThat(problem.remedy()).contains(".jsonl"));
    }

    @Test
    void several_files_and_patterns_are_one_manifest() throws IOException {
        JobSpec job = jobs.read("manifest: [a.csv, \"../parts/*.xlsx\", \"/exports/b?.jsonl\"]\nsheet: Products");

        assertThat(job.manifests())
                .containsExactly(
                        folder.resolve("a.csv").toString(),
                        folder.resolveSibling("parts") + "/*.xlsx",
                        Path.of("/exports").toAbsolutePath() + "/b?.jsonl");
        assertThat(job.sheet()).isEqualTo("Products");
        Path again =
                Files.writeString(folder.resolve("again.json"), job.effective().toString());
        assertThat(JobFile.read(again, JobOverrides.NONE, Map.of()).manifests()).isEqualTo(job.manifests());
    }

    @Test
    void another_sheet_is_another_job() {
        assertThat(SentDescription.differences(
                        jobs.read("manifest: a.xlsx").sent(),
                        jobs.read("manifest: a.xlsx\nsheet: Two").sent()))
                .containsExactly("sheet was not set, is now \"Two\"");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    yes        | "yes"
                    on         | "on"
                    06:00      | "06:00"
                    2026-11-21 | "2026-11-21"
                    1_000      | "1_000"
                    true       | true
                    False      | false
                    7          | 7
                    3000000000 | 3000000000
                    2.5        | 2.5
                    .5         | 0.5
                    .inf       | ".inf"
                    0x10       | 16
                    "7"        | "7"
                    'true'     | "true"
                    !!str 5    | "5"
                    ~          | null
                    [a, 1]     | ["a",1]
                    { width: 512, height: 640 } | {"width":512,"height":640}
                    """)
    void inputs_have_the_types_of_yaml_1_2(String yaml, String json) {
        assertThat(jobs.with("input: { x: " + yaml + " }").input().get("x").toString())
                .isEqualTo(json);
    }

    @Test
    void later_checks_find_the_place_of_an_input() {
        JobSpec job = jobs.with("""
                input:
                  prompt: "{{nope}}"
                  image_urls: [ "{{a}}", "{{b}}" ]
                """);

        assertThat(job.placeOf("/input/prompt"))
                .isEqualTo(new ValuePlace(jobs.file().toString(), 3, 11));
        assertThat(job.placeOf("/input/image_urls/1"))
                .isEqualTo(new ValuePlace(jobs.file().toString(), 4, 26));
        assertThat(job.places().ofKey("/input/prompt"))
                .isEqualTo(new ValuePlace(jobs.file().toString(), 3, 3));
        assertThat(job.placeOf("/input/seed").line()).isEqualTo(3);
        assertThat(job.placeOf("/canary/x").line()).isEqualTo(1);
    }

    @Test
    void the_effective_job_says_the_same_when_it_is_read_again() throws Exception {
        JobSpec job = jobs.read("""
                manifest: rows.csv
                input: { prompt: "{{title}} é 5", seed: 7, guidance_scale: 2.50, loras: [], flag: "true" }
                notify: { url: "https://a.example" }
                deadline: 06:00
                simulator: { faults: { submit-lost: 5%, throttle: [{ over: 30/s, from: 10s }] } }
                csv: { delimiter: ";" }
                """, JobFiles.set("submit.rate=3/s", "input.output_format=png"));
        Path copy = Files.createDirectory(folder.resolve("copy")).resolve("job.json");
        Files.writeString(
                copy,
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(job.effective()));

        JobSpec again = JobFile.read(copy, JobOverrides.NONE, Map.of(JobFile.BASE_VARIABLE, "https://other.example"));

        for (Method value : JobSpec.class.getMethods()) {
            boolean said = value.getDeclaringClass() == JobSpec.class && value.getParameterCount() == 0;
            if (said && !Set.of("file", "places", "toString").contains(value.getName())) {
                assertThat(value.invoke(again))
                        .as(value.getName())
                        .usingRecursiveComparison()
                        .isEqualTo(value.invoke(job));
            }
        }
    }

    private static Arguments broken(String yaml, String place, String message) {
        return Arguments.arguments(yaml, place, message);
    }
}
