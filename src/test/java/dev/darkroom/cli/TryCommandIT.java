package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TryCommandIT {

    private static final String PROMPTS = """
            # white or grey
            {{title}} on white

            {{title}} on grey
            {{title}} on white
            """;

    private final Path folder;

    TryCommandIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void catalog() throws IOException {
        SimulatorJob.write(folder, "night");
        List<String> rows = new ArrayList<>(List.of("id,title,prompt,image_urls"));
        for (int row = 1; row <= 8; row++) {
            rows.add("r%d,Lamp %d,a lamp of its own,https://a.example/%d.jpg".formatted(row, row, row));
        }
        Files.write(folder.resolve("rows.csv"), rows);
        Files.writeString(folder.resolve("prompts.txt"), PROMPTS);
    }

    @Test
    void each_row_is_bought_with_each_prompt_and_model_and_the_winners_job_buys_none_of_them_again()
            throws IOException {
        CliRun tried = darkroom(
                "try", "job.yaml", "--prompts", "prompts.txt", "--models", "flash/edit,dev/edit", "--sample", "5");

        assertThat(tried.code()).as(tried.err()).isZero();
        assertThat(tried.err())
                .contains("each row is tried with 4 candidates: 2 prompts × 2 models\n")
                .contains("20 in = 20 out", "20 succeeded", "try.html\n")
                .contains(" try " + run(0) + " --winner N writes the job of candidate N");
        assertThat(results(run(0)))
                .extracting(row -> row.path("id").asString().substring(2))
                .startsWith("~1", "~2", "~3", "~4", "~1")
                .hasSize(20);
        JsonNode third = results(run(0)).get(2);
        assertThat(third.path("model").asString()).isEqualTo("blackforestlabs/flux-2/flash/edit");
        assertThat(third.path("kept").path("candidate").asString()).isEqualTo("3");
        assertThat(third.path("kept").path("candidate_prompt").asString()).isEqualTo("{{title}} on grey");
        assertThat(output(run(0)).resolve("try.html")).isNotEmptyFile();

        CliRun winner = darkroom("try", run(0), "--winner", "4", "--to", "jobs/best.yaml");

        assertThat(winner.code()).as(winner.err()).isZero();
        assertThat(winner.out()).contains("wrote jobs/best.yaml for the candidate 4\n", "plan jobs/best.yaml");
        assertThat(Files.readString(folder.resolve("jobs/best.yaml")))
                .contains("manifest: \"../rows.csv\"\nmodel: blackforestlabs/flux-2/dev/edit\n")
                .contains("input: { prompt: \"{{title}} on grey\", image_size: square }\n")
                .contains("columns: { ignore: [prompt] }\n");
        assertThat(darkroom("validate", "jobs/best.yaml").code()).isZero();
        JsonNode plan = darkroom("plan", "jobs/best.yaml", "--json").json();
        assertThat(plan.path("rows").path("reusable").asInt())
                .as(plan.toString())
                .isEqualTo(5);
        CliRun night = darkroom("run", "jobs/best.yaml");
        assertThat(night.err()).contains("3 succeeded, 5 reused", "0.075 USD spent");
    }

    @Test
    void another_prompt_buys_its_own_pictures_alone() throws IOException {
        darkroom("try", "job.yaml", "--prompts", "prompts.txt", "--sample", "3");
        Files.writeString(folder.resolve("prompts.txt"), PROMPTS + "{{title}} on green\n");

        CliRun again = darkroom("try", "job.yaml", "--prompts", "prompts.txt", "--sample", "3");

        assertThat(again.err()).contains("9 in = 9 out", "3 succeeded, 6 reused");
        CliRun same = darkroom("try", "job.yaml", "--prompts", "prompts.txt", "--sample", "3");
        assertThat(same.err()).contains("nothing is bought");
        assertThat(Files.readString(output(run(0)).resolve("try.html")))
                .as("the page of the second trial shows what the first one bought")
                .contains("r1~1".substring(2), "on green", "data:image/jpeg;base64,");
    }

    @Test
    void without_any_of_its_options_ten_rows_are_tried_as_the_job_says() {
        CliRun tried = darkroom("try", "job.yaml");

        assertThat(tried.err())
                .contains("each row is tried with 1 candidate: 1 prompt × 1 model\n")
                .contains("8 in = 8 out");
    }

    @Test
    void rows_are_chosen_as_for_a_run_and_the_first_are_counted_in_the_manifest() {
        CliRun where =
                darkroom("try", "job.yaml", "--prompts", "prompts.txt", "--where", "title in ('Lamp 2', 'Lamp 7')");
        assertThat(where.err()).contains("4 in = 4 out");
        CliRun first = darkroom("try", "job.yaml", "--prompts", "prompts.txt", "--first", "3", "--rows", "2-8");
        assertThat(first.err()).contains("6 in = 6 out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{titel}} on white | flash/edit | /rows.csv has no column titel. The nearest one is title",
                "'#none'            | flash/edit | prompts.txt: holds no prompt. Write a prompt on each line",
                "{{title            | flash/edit | prompts.txt:1:1: candidates.prompts \"{{title\" has a placeholder that is not closed",
                "x | edit | --models: more than one model is named edit. Write blackforestlabs/flux-2/flash/edit or ",
                "x | flash/edti | --models: the model flash/edti is not known. The nearest one is blackforestlabs/flux-2/flash/edit",
                "x | flash/text-to-image | --models: blackforestlabs/flux-2/flash/text-to-image takes no pictures, and this job sends",
            })
    void what_cannot_be_tried_is_told_by_its_place_and_nothing_is_bought(String prompts, String models, String told)
            throws IOException {
        Files.writeString(folder.resolve("prompts.txt"), prompts + "\n");

        CliRun refused = darkroom("try", "job.yaml", "--prompts", "prompts.txt", "--models", models);

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains(told);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void a_file_of_prompts_that_is_not_text_or_not_there_is_refused() throws IOException {
        assertThat(darkroom("try", "job.yaml", "--prompts", "gone.txt").err())
                .contains("gone.txt: there is no such file of prompts");
        Files.write(folder.resolve("prompts.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 'a'});
        assertThat(darkroom("try", "job.yaml", "--prompts", "prompts.txt").err())
                .contains("prompts.txt: the file of prompts is not UTF-8");
    }

    @Test
    void inputs_that_the_winners_model_has_not_are_not_in_its_job() throws IOException {
        Files.writeString(folder.resolve("job.yaml"), """
                # The night's job.
                manifest: rows.csv
                model: blackforestlabs/flux-2/dev/edit # the best of last year
                api: simulator
                simulator: { service-time: 0s }
                output: out/{{run}}
                input:
                  prompt: "{{title}}" # by us
                  num_inference_steps: 28 # 4 to 50
                  image_size: square
                columns: { ignore: [prompt] }
                """);
        darkroom("try", "job.yaml", "--models", "flash/edit,dev/edit", "--sample", "2");

        assertThat(darkroom("try", run(0), "--winner", "1").code()).isZero();

        assertThat(Files.readString(folder.resolve("job-winner.yaml"))).isEqualTo("""
                # The night's job.
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit # the best of last year
                api: simulator
                simulator: { service-time: 0s }
                output: out/{{run}}
                input:
                  prompt: "{{title}}" # by us
                  image_size: square
                columns: { ignore: [prompt] }
                """);
        assertThat(darkroom("run", "job-winner.yaml").err()).contains("6 succeeded, 2 reused");
    }

    @Test
    void a_winner_is_written_where_nothing_is_yet_and_of_a_trial_alone() throws IOException {
        darkroom("try", "job.yaml", "--prompts", "prompts.txt", "--sample", "1");
        Files.writeString(folder.resolve("best.yaml"), "mine");

        CliRun there = darkroom("try", run(0), "--winner", "1", "--to", "best.yaml");
        assertThat(there.code()).isEqualTo(ExitCode.USAGE);
        assertThat(there.err()).contains("best.yaml is there already. --force replaces it, --to names another file");
        assertThat(Files.readString(folder.resolve("best.yaml"))).isEqualTo("mine");
        assertThat(darkroom("try", run(0), "--winner", "1", "--to", "best.yaml", "--force")
                        .code())
                .isZero();
        assertThat(darkroom("try", run(0), "--winner", "3").err())
                .contains("has 2 candidates, and none of the number 3");
        assertThat(darkroom("try", "job.yaml", "--to", "best.yaml").err()).contains("go with --winner");
        assertThat(darkroom("try", run(0), "--winner", "1", "--prompts", "prompts.txt")
                        .err())
                .contains("--prompts and --models go without --winner");
        darkroom("run", "job.yaml");
        assertThat(darkroom("try", run(0), "--winner", "1").err()).contains("tried nothing");
    }

    @Test
    void a_trial_is_a_run_for_the_commands_that_take_one() throws IOException {
        darkroom(
                "try",
                "job.yaml",
                "--prompts",
                "prompts.txt",
                "--sample",
                "2",
                "--max-cost",
                "0.03",
                "--set",
                "budget.price=0.015");
        assertThat(darkroom("status", run(0)).out()).contains("2 succeeded", "2 pending");
        Files.delete(output(run(0)).resolve("try.html"));
        assertThat(darkroom("report", run(0)).code()).isZero();
        assertThat(output(run(0)).resolve("try.html")).isNotEmptyFile();

        CliRun rest = darkroom("resume", run(0), "--max-cost", "1");

        assertThat(rest.err()).contains("4 succeeded", "--winner N writes the job of candidate N");
        assertThat(results(run(0)))
                .extracting(row -> row.path("attempts").asInt())
                .containsOnly(1);
        assertThat(darkroom("prune", "--keep", "0s").code()).isZero();
        assertThat(folder.resolve("out")).isEmptyDirectory();
    }

    private List<JsonNode> results(String run) throws IOException {
        return Files.readAllLines(output(run).resolve("results.jsonl")).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    private Path output(String run) {
        return folder.resolve("out").resolve(run);
    }

    private String run(int index) {
        return darkroom("runs", "--json")
                .json()
                .path("runs")
                .path(index)
                .path("run")
                .asString();
    }

    private CliRun darkroom(String... arguments) {
        return CliRun.in(folder, arguments);
    }
}
