package dev.darkroom.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays the table in {@code docs/faults.md} as whole runs, on a clock on which a minute passes in a second: a line of
 * each kind, and with the Maven profile {@code long} all others. {@link FaultLinesIT} plays all of them on the virtual
 * steps.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FaultTableIT {

    /** Each as a line says it of itself. */
    private static final Set<String> WHOLE = Set.of(
            "`away`",
            "`away` `{\"share\": 1}` outage-limit=20s",
            "`submit-lost` `{\"share\": 1}` submit.max-in-flight=1",
            "`bad-token` `{\"share\": 1}`",
            "`balance-empty` `{\"submits\": \"6-\"}` submit.max-in-flight=1",
            "`throttle` `{\"prompt\": \"lamp\", \"times\": 2}`",
            "`submit-no-id`",
            "`status-401` submit.max-in-flight=1",
            "`status-garbled` `{\"prompt\": \"lamp\", \"times\": 2}`",
            "`model-404` `{\"share\": 1}` budget.max-cost=1",
            "`job-failed`",
            "`output-redirect-private`",
            "`output-bomb` checks.fail=[undecodable]",
            "`output-cut`",
            "a submit is accepted, then its connection is reset (RST)",
            "the service stops listening after the first look at the balance outage-limit=20s");

    @TempDir
    private Path surroundings;

    static List<FaultLine> one_of_each_kind() throws IOException {
        return FaultLine.all().stream()
                .filter(line -> WHOLE.contains(line.toString()))
                .toList();
    }

    static List<FaultLine> all_others() throws IOException {
        return FaultLine.all().stream()
                .filter(line -> !WHOLE.contains(line.toString()))
                .toList();
    }

    @Test
    void each_line_that_is_named_here_is_in_the_table() throws IOException {
        assertThat(one_of_each_kind()).extracting(FaultLine::toString).containsExactlyInAnyOrderElementsOf(WHOLE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("one_of_each_kind")
    void a_run_comes_to_the_end_that_the_table_says(FaultLine line) throws Exception {
        play(line);
    }

    @Tag("long")
    @ParameterizedTest(name = "{0}")
    @MethodSource("all_others")
    void any_run_comes_to_the_end_that_the_table_says(FaultLine line) throws Exception {
        play(line);
    }

    private void play(FaultLine line) throws Exception {
        Path folder = Files.createDirectories(surroundings.resolve("a/b/c"));
        int speed = line.tellsTime() ? 1 : FastClock.MINUTE_IN_A_SECOND;
        FastClock ofService = new FastClock(speed);
        try (FaultyService service = new FaultyService(line, ofService.wall())) {
            FastClock clock = new FastClock(speed, line.hangs() ? service.base() : null);
            Path home = folder.resolve("home");
            WholeRun run = new WholeRun(home, FaultJob.write(folder, line, service.base()), clock);
            new FaultLineTrial(line, service, surroundings, home).play(run);
        }
    }
}
