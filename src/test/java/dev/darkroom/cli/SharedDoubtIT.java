package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settles a row that is in doubt only since an equal row of an earlier run is. */
class SharedDoubtIT {

    @TempDir
    private Path folder;

    @BeforeEach
    void export() throws IOException {
        SimulatorJob.write(folder, "u", "report: { sources: none }");
        Files.writeString(folder.resolve("rows.csv"), """
                id,prompt,image_urls
                of run a,Mug,https://a.example/1.jpg
                b,Lamp,https://a.example/2.jpg
                """);
    }

    @Test
    void the_commands_that_a_later_run_names_settle_the_row_since_which_its_own_is_in_doubt() throws IOException {
        assertThat(darkroom("run", "job.yaml", "--set", "simulator.faults={submit-lost: [{prompt: Mug}]}")
                        .code())
                .isEqualTo(ExitCode.PICTURES_MISSING);
        CliRun second = darkroom("run", "job.yaml", "--new");
        assertThat(second.code()).isEqualTo(ExitCode.PICTURES_MISSING);
        String first = runs().get(0);
        String later = runs().get(1);
        assertThat(second.err()).contains("resolve " + later + " 'of run a' not-submitted");

        CliRun settled = darkroom("resolve", later, "of run a", "not-submitted");

        assertThat(settled.code()).as(settled.err()).isZero();
        assertThat(settled.out()).contains("the row of run a of the run " + first + " is pending again");
        assertThat(darkroom("run", "job.yaml").code()).isZero();
        assertThat(sentMugs()).isEqualTo(2);
    }

    @Test
    void a_plan_tells_that_a_row_is_bought_whose_doubt_was_settled_in_another_run() throws IOException {
        darkroom("run", "job.yaml", "--set", "simulator.faults={submit-lost: [{prompt: Mug}]}");
        darkroom("run", "job.yaml", "--new");
        assertThat(plannedToBuy()).isZero();
        darkroom("resolve", runs().get(0), "of run a", "not-submitted");

        long sent = sentMugs();
        int planned = plannedToBuy();
        assertThat(darkroom("run", "job.yaml").code()).isZero();

        assertThat(sentMugs() - sent).isEqualTo(planned).isEqualTo(1);
    }

    @Test
    void a_run_takes_what_a_later_one_bought_under_another_rule_for_queries() throws IOException {
        signed("1");
        darkroom("run", "job.yaml", "--set", "simulator.faults={submit-lost: [{prompt: Mug}]}");
        signed("2");
        darkroom("run", "job.yaml", "--set", "sources.ignore-query=true");
        String first = runs().get(0);
        darkroom("resolve", first, "of run a", "not-submitted");
        CliRun bought = darkroom("run", "job.yaml", "--set", "sources.ignore-query=true");
        assertThat(bought.code()).as(bought.err()).isZero();
        long sent = sentMugs();

        CliRun waited = darkroom("resume", first);

        assertThat(waited.code()).as(waited.err()).isZero();
        assertThat(waited.err()).contains("1 succeeded, 1 reused");
        assertThat(sentMugs()).isEqualTo(sent).isEqualTo(2);
    }

    /** Writes the manifest of another night, with signatures of its own. */
    private void signed(String signature) throws IOException {
        Path rows = folder.resolve("rows.csv");
        Files.writeString(rows, Files.readString(rows).replaceAll("\\.jpg.*", ".jpg?sig=" + signature));
    }

    private long sentMugs() throws IOException {
        try (Stream<String> requests = Files.lines(folder.resolve(".darkroom/simulator/requests.jsonl"))) {
            return requests.filter(line -> line.contains("Mug")).count();
        }
    }

    private int plannedToBuy() {
        return darkroom("plan", "job.yaml", "--json")
                .json()
                .path("rows")
                .path("to_buy")
                .asInt(-1);
    }

    @Test
    void a_start_of_a_finished_run_names_the_same_commands_as_its_end() {
        CliRun first = darkroom("run", "job.yaml", "--set", "simulator.faults={submit-lost: [{prompt: Mug}]}");
        CliRun second = darkroom("run", "job.yaml");

        assertThat(second.code()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(second.err()).contains("finished and nothing changed").contains(" 'of run a' not-submitted");
        assertThat(closing(second)).isEqualTo(closing(first));
    }

    private static List<String> closing(CliRun run) {
        List<String> lines = run.errLines();
        return lines.subList(lines.indexOf("rows      2 in = 2 out"), lines.size());
    }

    private List<String> runs() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("out"))) {
            return runs.map(run -> run.getFileName().toString()).sorted().toList();
        }
    }

    private CliRun darkroom(String... arguments) {
        return CliRun.in(folder, arguments);
    }
}
