package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.step.RunScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds Spring Batch's own records to what happened. */
class BatchRecordsIT {

    @TempDir
    Path folder;

    private JobScene scene;

    @BeforeEach
    void three_rows_for_the_money_of_two() throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,prompt,image_urls"));
        for (int row = 1; row <= 3; row++) {
            lines.add("row" + row + ",make it " + row + ",https://shop.example/" + row + ".jpg");
        }
        scene = new JobScene(folder)
                .file("manifest.csv", lines.toArray(String[]::new))
                .job("budget: { max-cost: 0.04, price: 0.02 }");
    }

    @Test
    void each_step_counts_the_rows_it_moved_over_all_executions() throws IOException {
        String run = scene.run().summary().run();
        assertThat(scene.resume(run, "1.00", RunScope.ALL).exitCode()).isZero();

        assertThat(sum("read_count", "stage")).isEqualTo(3);
        assertThat(sum("write_count", "stage")).isEqualTo(3);
        for (String step : List.of("submit", "collect", "download")) {
            assertThat(executions(step)).as(step).isEqualTo(2);
            assertThat(sum("write_count", step)).as(step).isEqualTo(3);
        }
        assertNothingRuns();
    }

    @Test
    void what_a_kill_left_as_started_or_unknown_is_put_right_and_the_run_goes_on() throws IOException {
        String run = scene.run().summary().run();
        for (String left : List.of("STARTED", "UNKNOWN", "STOPPING")) {
            change("update batch_step_execution set status = '" + left
                    + "', end_time = null where step_name in ('submit', 'collect')");
            change("update batch_job_execution set status = '" + left + "', end_time = null");

            RunResult again = scene.resume(run);

            assertThat(again.exitCode()).as(left).isEqualTo(ExitCode.STOPPED);
            assertNothingRuns();
        }
        assertThat(scene.resume(run, "1.00", RunScope.ALL).exitCode()).isZero();
        assertThat(executions("stage")).isEqualTo(1);
    }

    @Test
    void an_instance_without_an_execution_is_no_obstacle() throws IOException {
        scene.stop().requestStop("stopped by the test");
        String run = scene.run().summary().run();
        change("delete from batch_step_execution_context");
        change("delete from batch_step_execution");
        change("delete from batch_job_execution_context");
        change("delete from batch_job_execution_params");
        change("delete from batch_job_execution");

        RunResult again = new JobScene(folder).resume(run, "1.00", RunScope.ALL);

        assertThat(again.exitCode()).isZero();
        assertThat(count("select count(*) from batch_job_instance")).isEqualTo(1);
        assertThat(sum("write_count", "stage")).isEqualTo(3);
    }

    @Test
    void a_finished_run_with_reopened_rows_is_not_staged_again() throws IOException {
        scene.file("manifest.csv", "id,prompt,image_urls", "a,[[fault:job-failed]] one,https://shop.example/1.jpg");
        RunResult finished = scene.run();
        assertThat(finished.exitCode()).isEqualTo(ExitCode.PICTURES_MISSING);

        scene.resume(finished.summary().run(), RunScope.only(Set.of(RowStatus.FAILED)));

        assertThat(executions("stage")).isEqualTo(1);
        assertThat(executions("submit")).isEqualTo(2);
        assertThat(sum("write_count", "submit")).isEqualTo(2);
    }

    private void assertNothingRuns() {
        String running = " where end_time is null or status in ('STARTED', 'STARTING', 'STOPPING', 'UNKNOWN')";
        assertThat(count("select count(*) from batch_job_execution" + running)).isZero();
        assertThat(count("select count(*) from batch_step_execution" + running)).isZero();
    }

    private long executions(String step) {
        return count("select count(*) from batch_step_execution where step_name = '" + step + "'");
    }

    private long sum(String column, String step) {
        return count("select sum(" + column + ") from batch_step_execution where step_name = '" + step + "'");
    }

    private long count(String sql) {
        try (LedgerDatabase ledger = LedgerDatabase.open(scene.workspace().ledger(), "1.2.3")) {
            return JdbcClient.create(ledger.dataSource())
                    .sql(sql)
                    .query(Long.class)
                    .single();
        }
    }

    private void change(String sql) {
        try (LedgerDatabase ledger = LedgerDatabase.open(scene.workspace().ledger(), "1.2.3")) {
            JdbcClient.create(ledger.dataSource()).sql(sql).update();
        }
    }
}
