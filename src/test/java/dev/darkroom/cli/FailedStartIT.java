package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.SampleNight;
import dev.darkroom.job.ExitCode;
import dev.darkroom.workspace.Workspace;
import dev.darkroom.workspace.WorkspaceLock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A start that fails unforeseen leaves its run, and says so to whoever looks. */
class FailedStartIT {

    @TempDir
    private Path folder;

    @Test
    void a_run_that_was_left_by_a_failure_is_not_told_to_be_running_while_another_process_is_at_work()
            throws Exception {
        SampleNight.write(folder, """
                budget: { max-cost: 0.03 }
                output: out
                """, """
                id,prompt,image_urls
                a,fine,https://a.example/1.jpg
                b,fine,https://a.example/2.jpg
                c,fine,https://a.example/3.jpg
                """);
        assertThat(CliRun.in(folder, "run", "job.yaml").code()).isEqualTo(ExitCode.STOPPED);
        rename("batch_job_instance", "gone");

        CliRun failed = CliRun.in(folder, "run", "job.yaml", "--max-cost", "5");

        assertThat(failed.code()).as(failed.err()).isEqualTo(ExitCode.DEFECT);
        try (WorkspaceLock other = WorkspaceLock.tryTake(new Workspace(folder.resolve(".darkroom")))
                .orElseThrow()) {
            JsonNode run =
                    CliRun.in(folder, "runs", "--json").json().path("runs").path(0);
            assertThat(run.path("state").asString()).isEqualTo("stopped");
            assertThat(run.path("exit_code").asInt()).isEqualTo(ExitCode.DEFECT);
            assertThat(run.path("stop_reason").asString())
                    .startsWith("failure: ")
                    .containsIgnoringCase("batch_job_instance");
            assertThat(other).isNotNull();
        }
        rename("gone", "batch_job_instance");
        CliRun next = CliRun.in(folder, "run", "job.yaml", "--max-cost", "5");
        assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.FINISHED);
    }

    /** Breaks Spring Batch's tables, without which no step can start, and mends them. */
    private void rename(String table, String to) throws Exception {
        String file = folder.resolve(".darkroom/ledger").toAbsolutePath().toString();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + file, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("alter table " + table + " rename to " + to);
        }
    }
}
