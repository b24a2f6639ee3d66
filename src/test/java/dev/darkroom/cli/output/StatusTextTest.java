package dev.darkroom.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SampleSummaries;
import dev.darkroom.runs.RunStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTextTest {

    private static final String PROGRAM = "DARKROOM_HOME=/srv java -jar darkroom.jar";

    @ParameterizedTest
    @ValueSource(strings = {"canary", "stop-if", "stop-if-same"})
    void after_a_stop_that_stands_the_way_on_goes_past_it(String reason) {
        assertThat(wayOn(reason + ": 3 of the first 3 rows failed"))
                .isEqualTo("go on     " + PROGRAM + " resume --past-stop nightly-2026-11-21");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"budget", "outage: the service has been away", "signal: TERM", "something: else", "canaries"})
    void after_any_other_stop_it_is_a_plain_resume(String reason) {
        assertThat(wayOn(reason)).isEqualTo("go on     " + PROGRAM + " resume nightly-2026-11-21");
    }

    @Test
    void the_reason_and_the_exit_code_stand_beside_the_run() {
        assertThat(lines("canary: 3 of the first 3 rows failed").get(0))
                .isEqualTo("run       nightly-2026-11-21 stopped (canary: 3 of the first 3 rows failed), exit 4");
    }

    private static String wayOn(String reason) {
        List<String> lines = lines(reason);
        return lines.get(lines.size() - 1);
    }

    private static List<String> lines(String reason) {
        RunSummary summary = SampleSummaries.stopped(reason);
        return StatusText.lines(new RunStatus(summary, List.of()), PROGRAM);
    }
}
