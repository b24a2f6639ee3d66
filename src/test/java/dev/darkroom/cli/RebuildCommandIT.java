package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Restores a ledger from the command line, as after a disk that was lost. */
class RebuildCommandIT {

    @TempDir
    private Path folder;

    private Path output;

    @BeforeEach
    void run() throws IOException {
        SimulatorJob.write(folder, "night");
        Files.writeString(folder.resolve("rows.csv"), """
                id,prompt,image_urls
                a,mug,https://a.example/1.jpg
                b,cup,https://a.example/2.jpg
                """);
        assertThat(darkroom("run", "job.yaml").code()).isZero();
        try (Stream<Path> runs = Files.list(folder.resolve("out"))) {
            output = runs.findFirst().orElseThrow();
        }
        Files.delete(folder.resolve(".darkroom/ledger.mv.db"));
        Files.delete(output.resolve("results.csv"));
        Files.delete(output.resolve("results.jsonl"));
    }

    @Test
    void results_are_written_from_a_ledger_that_was_restored() throws IOException {
        CliRun rebuilt = darkroom("resume", "--rebuild");
        assertThat(rebuilt.code()).as(rebuilt.err()).isZero();
        assertThat(results()).hasSize(2).allMatch(line -> line.contains("\"succeeded\""));
        assertThat(output.resolve("results.csv")).exists();
    }

    @Test
    void where_purchases_may_be_forgotten_nothing_is_bought_and_results_tell_what_is_known() throws IOException {
        Files.delete(
                folder.resolve(".darkroom/runs").resolve(output.getFileName()).resolve("journal"));
        CliRun rebuilt = darkroom("resume", "--rebuild");
        assertThat(rebuilt.code()).as(rebuilt.err()).isEqualTo(ExitCode.STOPPED);
        assertThat(rebuilt.err())
                .contains("Nothing was bought. Look at the vendor's usage page")
                .contains(" and buys its pending rows, 'cancel " + output.getFileName() + "' ends it without")
                .contains("results as far as they are known are in ");
        assertThat(results()).hasSize(2).allMatch(line -> line.contains("\"pending\""));
        assertThat(output.resolve("results.csv")).exists();
    }

    @Test
    void where_purchases_may_be_forgotten_no_later_start_buys_until_somebody_goes_past_it() throws IOException {
        Files.delete(
                folder.resolve(".darkroom/runs").resolve(output.getFileName()).resolve("journal"));
        assertThat(darkroom("resume", "--rebuild").code()).isEqualTo(ExitCode.STOPPED);

        for (List<String> start : List.of(List.of("run", "job.yaml"), List.of("resume"), List.of("run", "job.yaml"))) {
            CliRun later = darkroom(start.toArray(String[]::new));
            assertThat(later.code()).as(later.err()).isEqualTo(ExitCode.STOPPED);
            assertThat(later.err()).contains("rebuild: the ledger was restored", "resume --past-stop");
            assertThat(results()).allMatch(line -> line.contains("\"pending\""));
        }
        CliRun past = darkroom("resume", "--past-stop");
        assertThat(past.code()).as(past.err()).isZero();
        assertThat(results()).allMatch(line -> line.contains("\"succeeded\""));
    }

    @Test
    void where_purchases_may_be_forgotten_no_other_run_buys_either() throws IOException {
        String run = output.getFileName().toString();
        Files.delete(folder.resolve(".darkroom/runs").resolve(run).resolve("journal"));
        assertThat(darkroom("resume", "--rebuild").code()).isEqualTo(ExitCode.STOPPED);

        for (List<String> start : List.of(
                List.of("run", "job.yaml", "--new"),
                List.of("run", "job.yaml", "--new", "--set", "input.seed=3"),
                List.of("resume"))) {
            CliRun other = darkroom(start.toArray(String[]::new));
            assertThat(other.code()).as(other.err()).isEqualTo(ExitCode.STOPPED);
            assertThat(other.err())
                    .contains("rebuild-elsewhere: the ledger was restored, and may lack purchases of the run " + run)
                    .contains("resume --past-stop " + run + "; or ends it: cancel " + run)
                    .contains("2 pending")
                    .doesNotContain("resume --past-stop " + run + "-");
        }
        assertThat(darkroom("plan", "job.yaml", "--new").err()
                        + darkroom("plan", "job.yaml", "--new").out())
                .contains("a run buys nothing and ends with 4, rebuild-elsewhere: ");
        assertThat(darkroom("cancel", run).code()).isEqualTo(ExitCode.PICTURES_MISSING);
        CliRun opened = darkroom("resume");
        assertThat(opened.code()).as(opened.err()).isZero();
    }

    @Test
    void where_purchases_of_a_run_that_ended_may_be_forgotten_nothing_opens_by_itself() throws IOException {
        String run = output.getFileName().toString();
        Path journal = folder.resolve(".darkroom/runs").resolve(run).resolve("journal");
        Files.writeString(journal, "not a line of a journal\n", StandardOpenOption.APPEND);
        CliRun rebuilt = darkroom("resume", "--rebuild");
        assertThat(rebuilt.code()).as(rebuilt.err()).isEqualTo(ExitCode.STOPPED);
        assertThat(rebuilt.err())
                .contains("'resume --past-stop " + run + "' says that you have looked; the run " + run
                        + " is finished and has nothing more to buy")
                .doesNotContain("pending rows", "cancel");
        assertThat(results()).hasSize(2).allMatch(line -> line.contains("\"succeeded\""));

        darkroom("run", "job.yaml");
        darkroom("resume", run, "--only", "failed");
        CliRun pruned = darkroom("prune", "--keep", "0d");
        assertThat(pruned.out() + pruned.err()).contains("the restored ledger may lack purchases of it");
        CliRun other = darkroom("run", "job.yaml", "--new", "--set", "input.seed=3");
        assertThat(other.code()).as(other.err()).isEqualTo(ExitCode.STOPPED);
        assertThat(other.err())
                .contains("rebuild-elsewhere: ", "and says so: resume --past-stop " + run, "2 pending")
                .doesNotContain("cancel");

        assertThat(darkroom("resume", "--past-stop", run).code()).isZero();
        CliRun opened = darkroom("run", "job.yaml", "--set", "input.seed=3");
        assertThat(opened.code()).as(opened.err()).isZero();
        assertThat(opened.err()).contains("2 succeeded");
    }

    @Test
    void results_that_a_restoration_may_tell_less_of_are_kept_and_never_overwritten() throws IOException {
        Files.writeString(output.resolve("results.csv"), "id,request_id\na,known-to-none-else\n");
        Files.delete(
                folder.resolve(".darkroom/runs").resolve(output.getFileName()).resolve("journal"));

        CliRun first = darkroom("resume", "--rebuild");
        assertThat(first.err())
                .contains("its results as they were are kept in "
                        + output.resolve("results.before-rebuild.csv").toRealPath());
        assertThat(output.resolve("results.csv")).content().doesNotContain("known-to-none-else");
        darkroom("resume", "--rebuild");

        assertThat(output.resolve("results.before-rebuild.csv")).content().contains("known-to-none-else");
        assertThat(output.resolve("results.before-rebuild-2.csv")).exists();
        assertThat(output.resolve("results.before-rebuild-2.jsonl")).exists();
    }

    @Test
    void results_that_are_restored_whole_are_not_kept() throws IOException {
        Files.writeString(output.resolve("results.csv"), "id\n");

        assertThat(darkroom("resume", "--rebuild").code()).isZero();
        assertThat(output.resolve("results.before-rebuild.csv")).doesNotExist();
    }

    @Test
    void picture_files_that_are_gone_are_fetched_again_by_the_resume_that_finds_it() throws IOException {
        Files.delete(output.resolve("images/a-1.png"));
        long requests = requests();

        CliRun rebuilt = darkroom("resume", "--rebuild");

        assertThat(rebuilt.code()).as(rebuilt.err()).isZero();
        assertThat(rebuilt.err())
                .contains("1 picture file of 1 row is gone from ")
                .contains(
                        "'resume " + output.getFileName() + "' fetches what the service has of 1 row again at no cost");
        assertThat(output.resolve("images/a-1.png")).exists();
        assertThat(results()).allMatch(line -> line.contains("\"succeeded\""));
        assertThat(requests()).isEqualTo(requests);
    }

    @Test
    void picture_files_that_are_gone_are_told_by_everything_until_a_start_has_fetched_them() throws IOException {
        String run = output.getFileName().toString();
        Files.delete(output.resolve("images/a-1.png"));
        darkroomOfAnotherJob();
        long requests = requests();

        for (int rebuild = 0; rebuild < 2; rebuild++) {
            Files.deleteIfExists(folder.resolve(".darkroom/ledger.mv.db"));
            assertThat(darkroom("resume", "--rebuild").code()).isZero();
            assertThatRowAIsGone(run, "download_failed", "FILE_GONE");
        }
        CliRun fetched = darkroom("run", "job.yaml");

        assertThat(fetched.code()).as(fetched.err()).isZero();
        assertThat(output.resolve("images/a-1.png")).exists();
        assertThat(output.resolve("failed.csv")).content().doesNotContain("mug");
        assertThat(requests()).isEqualTo(requests);
    }

    @Test
    void picture_files_that_are_gone_here_and_at_the_service_are_told_for_good() throws IOException {
        String run = output.getFileName().toString();
        Files.delete(output.resolve("images/a-1.png"));
        Files.delete(folder.resolve(".darkroom/simulator/requests.jsonl"));

        CliRun rebuilt = darkroom("resume", "--rebuild");

        assertThat(rebuilt.code()).as(rebuilt.err()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThatRowAIsGone(run, "failed", "OUTPUT_EXPIRED");
        assertThat(darkroom("run", "job.yaml").code()).isEqualTo(ExitCode.PICTURES_MISSING);
    }

    @Test
    void picture_files_that_are_gone_count_as_the_job_allows() throws IOException {
        Path job = folder.resolve(".darkroom/runs/" + output.getFileName() + "/job.json");
        Files.writeString(job, Files.readString(job).replaceFirst("\\{", "{\"fail-threshold\": 1,"));
        Files.delete(output.resolve("images/a-1.png"));
        darkroomOfAnotherJob();
        Files.deleteIfExists(folder.resolve(".darkroom/ledger.mv.db"));

        assertThat(darkroom("resume", "--rebuild").code()).isZero();

        JsonNode status =
                darkroom("status", "--json", output.getFileName().toString()).json();
        assertThat(status.path("exit_code").asInt(-1)).isZero();
        assertThat(status.path("rows").path("download_failed").asInt()).isEqualTo(1);
    }

    @Test
    void picture_files_of_reused_rows_that_are_gone_are_taken_from_where_they_are_left() throws IOException {
        assertThat(darkroom("resume", "--rebuild").code()).isZero();
        assertThat(darkroom("run", "job.yaml", "--new").code()).isZero();
        Path reused = newest();
        Files.delete(reused.resolve("images/a-1.png"));
        Files.delete(folder.resolve(".darkroom/ledger.mv.db"));
        long requests = requests();

        CliRun rebuilt = darkroom("resume", "--rebuild");

        assertThat(rebuilt.code()).as(rebuilt.err()).isZero();
        assertThat(rebuilt.err()).contains("1 row that had reused another run's picture is pending");
        assertThat(reused.resolve("images/a-1.png")).exists();
        assertThat(Files.readAllLines(reused.resolve("results.jsonl"))).allMatch(line -> line.contains("\"reused\""));
        assertThat(requests()).isEqualTo(requests);
    }

    private void assertThatRowAIsGone(String run, String status, String code) throws IOException {
        JsonNode summary = JsonMapper.shared().readTree(Files.readString(output.resolve("summary.json")));
        for (JsonNode told : List.of(summary, darkroom("status", "--json", run).json())) {
            assertThat(told.path("state").asString()).isEqualTo("finished");
            assertThat(told.path("exit_code").asInt()).isEqualTo(ExitCode.PICTURES_MISSING);
            assertThat(told.path("rows").path("succeeded").asInt()).isEqualTo(1);
            assertThat(told.path("rows").path(status).asInt()).isEqualTo(1);
            assertThat(told.path("errors").path(0).path("code").asString()).isEqualTo(code);
        }
        assertThat(results().get(0)).contains("\"" + status + "\"", code).doesNotContain("a-1.png\"");
        assertThat(output.resolve("results.csv")).content().contains(code);
        assertThat(output.resolve("failed.csv"))
                .content()
                .contains(status, code)
                .doesNotContain("cup");
        assertThat(output.resolve("report/by-error.csv")).content().contains(code);
        assertThat(output.resolve("report.html")).content().contains(code);
    }

    /** Runs another job, so that the run of this one is not the newest. */
    private void darkroomOfAnotherJob() throws IOException {
        darkroom("resume", "--rebuild", "--only", "failed");
        assertThat(darkroom("run", "job.yaml", "--set", "name=other").code()).isZero();
    }

    private long requests() throws IOException {
        try (Stream<String> requests = Files.lines(folder.resolve(".darkroom/simulator/requests.jsonl"))) {
            return requests.filter(line -> line.contains("https://a.example/")).count();
        }
    }

    private Path newest() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("out"))) {
            return runs.max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    private List<String> results() throws IOException {
        return Files.readAllLines(output.resolve("results.jsonl"));
    }

    private CliRun darkroom(String... arguments) {
        return CliRun.in(folder, arguments);
    }
}
