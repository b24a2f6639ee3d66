package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.ExitCode;
import dev.darkroom.workspace.Workspace;
import dev.darkroom.workspace.WorkspaceLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Goes from decisions to a second run, as a user does. */
class ReviewCommandIT {

    private static final String JOB = """
            name: night
            manifest: rows.csv
            model: blackforestlabs/flux-2/flash/edit
            api: simulator
            columns: { id: sku }
            input: { prompt: "{{title}} on white", image_size: square }
            submit: { rate: 500/s }
            simulator: { service-time: 0s }
            output: out/{{run}}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void workspace() throws IOException {
        Files.createDirectory(folder.resolve(".darkroom"));
        job(JOB);
        write("rows.csv", """
                sku,title,image_urls
                001,Mug,https://a.example/1.jpg
                002,Cup,https://a.example/2.jpg
                003,Jug,https://a.example/3.jpg
                004,[[fault:fail]] Pot,https://a.example/4.jpg
                005,Mug,https://a.example/1.jpg
                """);
    }

    @Test
    void rejected_rows_are_made_again_with_a_new_seed_or_prompt_and_approved_ones_listed() throws IOException {
        String run = runs("job.yaml");
        List<JsonNode> first = results(run);
        write(
                "decisions.csv",
                decisions(
                        run,
                        first,
                        "approved,fine",
                        "rejected,too dark",
                        "rejected,prompt: a cup at dusk",
                        "rejected,",
                        "no,"));

        CliRun review = darkroom("review", run, "decisions.csv");

        assertThat(review.errLines()).containsExactly("workspace " + folder.resolve(".darkroom"));
        assertThat(review.code()).isZero();
        assertThat(review.out()).contains(run + ": 1 approved, 4 rejected, 0 with a picture not judged here");
        assertThat(lines("approved.csv")).containsExactly("id,files", "001,images/001-1.png");
        List<String> redo = lines("redo.csv");
        assertThat(redo.get(0)).isEqualTo("sku,title,image_urls,seed,prompt,redo_of");
        assertThat(redo).hasSize(5);
        assertThat(redo.get(4)).startsWith("005,Mug,").endsWith("," + request(first.get(0)));
        assertThat(redo.get(1)).matches("002,Cup,https://a.example/2.jpg,\\d+,," + request(first.get(1)));
        assertThat(redo.get(2)).isEqualTo("003,Jug,https://a.example/3.jpg,,a cup at dusk," + request(first.get(2)));
        assertThat(redo.get(3))
                .matches("004,\\[\\[fault:fail]] Pot,https://a.example/4.jpg,\\d+,," + request(first.get(3)));

        CliRun again = darkroom(command(review));

        assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.PICTURES_MISSING);
        List<JsonNode> second = results(newest());
        assertThat(second).extracting(row -> row.path("id").asString()).containsExactly("002", "003", "004", "005");
        assertThat(second)
                .extracting(row -> row.path("redo_of").asString())
                .containsExactly(
                        request(first.get(1)), request(first.get(2)), request(first.get(3)), request(first.get(0)));
        assertThat(second)
                .extracting(row -> row.path("status").asString())
                .containsExactly("succeeded", "succeeded", "failed", "succeeded");
        for (int row = 0; row < 4; row++) {
            assertThat(seed(second.get(row))).isNotEqualTo(seed(first.get(row + 1)));
            assertThat(second.get(row).path("kept").propertyNames()).containsExactlyInAnyOrder("sku", "title");
        }
    }

    @Test
    void what_was_decided_is_in_the_totals_also_of_a_ledger_that_was_restored() throws IOException {
        String run = runs("job.yaml");
        write("decisions.csv", "id,decision\n001,approved\n002,rejected\n005,rejected\n");
        CliRun again = darkroom(command(darkroom("review", run, "decisions.csv")));
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(totals(newest())).contains("review_approved,0", "review_rejected,0", "redone,2");
        Files.delete(folder.resolve(".darkroom/ledger.mv.db"));

        CliRun rebuilt = darkroom("resume", run, "--rebuild");

        assertThat(rebuilt.code()).as(rebuilt.err()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(darkroom("report", run).code()).isZero();
        assertThat(totals(run)).contains("review_approved,1", "review_rejected,2", "redone,0");
    }

    private List<String> totals(String run) throws IOException {
        return lines("out/" + run + "/report/totals.csv");
    }

    @Test
    void each_redo_in_a_chain_has_a_seed_of_its_own_and_doing_it_twice_comes_to_the_same() throws IOException {
        String first = runs("job.yaml");
        String run = first;
        List<Long> seeds = new ArrayList<>(List.of(seed(results(run).get(1))));
        for (int time = 1; time <= 2; time++) {
            write("decisions.csv", "id,decision\n002,reject\n");
            CliRun review = darkroom("review", run, "decisions.csv");
            List<String> redo = lines("redo.csv");
            assertThat(darkroom("review", run, "decisions.csv").code()).isZero();
            assertThat(lines("redo.csv")).isEqualTo(redo);
            assertThat(darkroom(command(review)).code()).isZero();
            run = newest();
            seeds.add(seed(results(run).get(0)));
        }
        assertThat(seeds).doesNotHaveDuplicates().hasSize(3);
        assertThat(lines("redo.csv").get(0)).isEqualTo("sku,title,image_urls,seed,redo_of");
        darkroom("review", run, "decisions.csv");
        darkroom("review", first, "decisions.csv");
        long asked = Long.parseLong(lines("redo.csv").get(1).split(",", -1)[3]);
        assertThat(seeds).doesNotContain(asked);
    }

    @Test
    void what_the_job_takes_seed_and_prompt_and_numbers_for_stays_as_it_is() throws IOException {
        job(JOB.replace("columns: { id: sku }", "columns: { ignore: [seed, prompt] }")
                .replace("input: {", "input: { seed: 42,")
                .replace("{{title}} on", "{{prompt}} on")
                .replace("rows.csv", "rows.jsonl"));
        write(
                "rows.jsonl",
                "{\"prompt\":\"Mug\",\"seed\":\"lot 7\",\"image_urls\":[\"https://a.example/1.jpg\","
                        + "\"https://a.example/2.jpg\"]}\n{\"prompt\":\"Cup\",\"seed\":8,\"image_urls\":[\"https://a.example/3.jpg\"]}\n");
        String run = runs("job.yaml");
        assertThat(results(run)).extracting(ReviewCommandIT::seed).containsOnly(42L);
        write("decisions.csv", "id,decision,note\n1,yes,\n2,reject,PROMPT: a jug\n");

        CliRun review = darkroom("review", run, "decisions.csv");

        assertThat(review.code()).as(review.err()).isZero();
        assertThat(lines("redo.csv").get(0)).isEqualTo("id,prompt,seed,image_urls,redo_seed,redo_prompt,redo_of");
        assertThat(lines("redo.csv").get(1)).startsWith("2,Cup,8,https://a.example/3.jpg,,a jug,");
        assertThat(darkroom(command(review)).code()).isZero();
        JsonNode redone = results(newest()).get(0);
        assertThat(redone.path("id").asString()).isEqualTo("2");
        assertThat(seed(redone)).isEqualTo(42);
        assertThat(redone.path("kept").propertyNames()).containsExactly("prompt", "seed");
        write("decisions.csv", "id,decision,note\n2,reject,\n");
        assertThat(darkroom(command(darkroom("review", newest(), "decisions.csv")))
                        .code())
                .isZero();
        assertThat(seed(results(newest()).get(0))).isNotEqualTo(42);
        assertThat(lines("redo.csv").get(1)).contains(",a jug,");
    }

    @Test
    void rows_of_one_model_of_several_can_be_made_again_alone() throws IOException {
        job(JOB.replace("input: {", "input: { loras: [ { path: \"https://a.example/l.safetensors\" } ],"));
        write("rows.csv", """
                sku,title,image_urls,model
                a,Mug,https://a.example/1.jpg,
                b,Cup,https://a.example/2.jpg,blackforestlabs/flux-2/lora/edit
                """);
        String run = runs("job.yaml");
        write("decisions.csv", "id,decision\na,rejected\n");

        CliRun again = darkroom(command(darkroom("review", run, "decisions.csv")));

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(results(newest())).hasSize(1);
    }

    @Test
    void a_job_with_one_output_directory_is_given_another() throws IOException {
        job(JOB.replace("out/{{run}}", "out/only"));
        String run = runs("job.yaml");
        write("decisions.csv", "id,decision\n002,rejected\n");

        CliRun again = darkroom(command(darkroom("review", run, "decisions.csv")));

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(folder.resolve("out/only-" + newest() + "/results.csv")).exists();
    }

    @Test
    void nothing_rejected_leaves_a_manifest_without_rows_and_says_so() throws IOException {
        String run = runs("job.yaml");
        write("decisions.csv", "id,decision\n001,approved\n002,\n");

        CliRun review = darkroom("review", folder.resolve("out").resolve(run).toString(), "decisions.csv");

        assertThat(review.code()).isZero();
        assertThat(review.out())
                .contains("1 approved, 0 rejected, 3 with", "nothing is rejected")
                .doesNotContain("make them");
        assertThat(lines("redo.csv")).containsExactly("sku,title,image_urls,seed,redo_of");
    }

    @Test
    void what_is_wrong_is_said_line_by_line_and_nothing_is_written() throws IOException {
        String run = runs("job.yaml");
        write("decisions.csv", "id,decision\n001,maybe\n002,approved\n");
        CliRun message = darkroom("review", run, "decisions.csv");
        write("decisions.csv", "id,decision\n004,approved\n009,rejected\n001,approved\n002,approved\n001,rejected\n");
        CliRun rows = darkroom("review", run, "decisions.csv");
        write("decisions.csv", "run,id,decision\nnight-1999-12-31,001,approved\n");
        CliRun other = darkroom("review", run, "decisions.csv");

        assertThat(List.of(message.code(), rows.code(), other.code())).containsOnly(ExitCode.USAGE);
        assertThat(message.errLines()).hasSize(2);
        assertThat(message.errLines().get(1)).startsWith("decisions.csv:2:decision: the decision maybe");
        assertThat(rows.errLines()).hasSize(4);
        assertThat(rows.errLines().get(1)).startsWith("decisions.csv:2:decision: the row 004 is failed");
        assertThat(rows.errLines().get(2)).startsWith("decisions.csv:3:id: the run " + run + " has no row 009");
        assertThat(rows.errLines().get(3)).contains("approved on line 4 and rejected on line 6");
        assertThat(other.err()).contains("night-1999-12-31", run);
        assertThat(folder.resolve("redo.csv")).doesNotExist();
        assertThat(darkroom("review", run, "nowhere.csv").code()).isEqualTo(ExitCode.USAGE);
        assertThat(darkroom("review", "nowhere", "decisions.csv").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_run_in_the_workspace_is_not_waited_for() throws IOException {
        try (WorkspaceLock lock =
                WorkspaceLock.tryRun(new Workspace(folder.resolve(".darkroom"))).orElseThrow()) {
            assertThat(lock.tryWork()).isTrue();
            assertThat(darkroom("review", "x", "decisions.csv").code()).isEqualTo(ExitCode.WORKSPACE_HELD);
        }
    }

    /** Writes decisions as the page exports them. */
    private static String decisions(String run, List<JsonNode> rows, String... decisions) {
        StringBuilder csv = new StringBuilder("\uFEFFrun,id,line,decision,note,request_id,input_key\r\n");
        for (int row = 0; row < rows.size(); row++) {
            String decision = decisions[row].isEmpty() ? "," : decisions[row];
            csv.append(String.join(
                            ",",
                            run,
                            rows.get(row).path("id").asString(),
                            rows.get(row).path("line").asString(),
                            decision,
                            rows.get(row).path("request_id").asString(""),
                            rows.get(row).path("input_key").asString("")))
                    .append("\r\n");
        }
        return csv.toString();
    }

    /** Returns the command that the review prints, as a shell would take it. */
    private String[] command(CliRun review) {
        assertThat(review.code()).as(review.err()).isZero();
        String line = review.outLines().get(review.outLines().size() - 1);
        String arguments = line.substring(line.indexOf(" run ") + 1);
        Matcher message = Pattern.compile("[\"']([^\"']*)[\"']|\\S+").matcher(arguments);
        List<String> command = new ArrayList<>();
        while (message.find()) {
            String word = message.group(1) == null ? message.group() : message.group(1);
            boolean path = word.contains("/") || word.endsWith(".csv");
            command.add(path ? folder.resolve(word).toString() : word);
        }
        return command.toArray(String[]::new);
    }

    private String runs(String job) {
        CliRun run = darkroom("run", job);
        assertThat(run.code()).as(run.err()).isIn(0, ExitCode.PICTURES_MISSING);
        return newest();
    }

    private String newest() {
        return darkroom("status", "--json").json().path("run").asString();
    }

    private List<JsonNode> results(String run) throws IOException {
        JsonNode runs = darkroom("runs", "--json").json().path("runs");
        String output = runs.valueStream()
                .filter(one -> one.path("run").asString().equals(run))
                .map(one -> one.path("output").asString())
                .findFirst()
                .orElseThrow();
        try (Stream<String> lines = Files.lines(Path.of(output).resolve("results.jsonl"))) {
            return lines.map(line -> JsonMapper.shared().readTree(line)).toList();
        }
    }

    /** Returns what names a row's picture; a row that was refused was never a request. */
    private static String request(JsonNode row) {
        return row.path(row.path("request_id").isNull() ? "input_key" : "request_id")
                .asString();
    }

    private static long seed(JsonNode row) {
        return row.path("seed").asLong();
    }

    private List<String> lines(String file) throws IOException {
        return Files.readString(folder.resolve(file))
                .replace("\uFEFF", "")
                .lines()
                .toList();
    }

    private void job(String text) throws IOException {
        write("job.yaml", text);
    }

    private void write(String file, String text) throws IOException {
        Files.write(folder.resolve(file), text.getBytes(StandardCharsets.UTF_8));
    }

    private CliRun darkroom(String... arguments) {
        return CliRun.in(folder, arguments);
    }
}
