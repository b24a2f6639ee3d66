package dev.darkroom.jobfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.manifest.InputProblem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code simulator.faults} in a job file. */
class FaultValuesTest {

    @TempDir
    private Path folder;

    private JobFiles jobs;

    @BeforeEach
    void write() {
        jobs = new JobFiles(folder);
    }

    @Test
    void shares_rules_and_lists_of_them_are_read() {
        JobSpec job = jobs.with("""
                simulator:
                  faults:
                    throttle: { over: 30/s, retry-after: 5 }
                    submit-500: [ { from: 10s, to: 30s }, 2% ]
                    job-failed: 5%
                """);

        assertThat(job.simulator().faults())
                .hasToString("{\"throttle\":{\"over\":\"30/s\",\"retry-after\":\"5\"},"
                        + "\"submit-500\":[{\"from\":\"10s\",\"to\":\"30s\"},0.02],\"job-failed\":0.05}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    { throtle: 1 }                    | 12 | "throtle" is not a fault: .*did you mean 'throttle'.*
                    { throttle: { ovr: 30/s } }       | 24 | "ovr" is not a key of a fault; did you mean 'over'.*
                    { throttle: [5%, { over: fast }] } | 35 | "fast" is not a rate.*
                    { away: { from: 3s, to: 2s } }    | 34 | "2s" is not after from
                    { away: [[1]] }                   | 19 | is neither a share.*
                    [away]                            | 10 | is not an object of faults
                    """)
    void what_is_wrong_is_said_where_it_stands(String faults, int column, String message) {
        List<InputProblem> problems = jobs.problems("manifest: rows.csv\nsimulator:\n faults: " + faults);

        assertThat(problems).hasSize(1);
        InputProblem problem = problems.get(0);
        assertThat(problem.code()).isEqualTo("BAD_VALUE");
        assertThat(problem.line()).isEqualTo(3);
        assertThat(problem.message()).matches("simulator\\.faults " + message);
        assertThat(problem.column()).isEqualTo(String.valueOf(column));
    }

    @Test
    void an_option_may_give_a_rule() {
        JobSpec job = jobs.read(
                "manifest: rows.csv",
                JobFiles.set("simulator.faults.throttle={ over: 30/s }", "simulator.faults.away=5%"));

        assertThat(job.simulator().faults()).hasToString("{\"away\":0.05,\"throttle\":{\"over\":\"30/s\"}}");
    }
}
