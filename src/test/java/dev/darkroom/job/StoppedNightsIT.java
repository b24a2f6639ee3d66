package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.job.maintenance.LedgerRebuild;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.step.RunScope;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Plays nights of crontab starts, by a clock on the wall that the test sets, of jobs that a brake stops. */
@Timeout(300)
class StoppedNightsIT {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** The clocks are put back in the night after the third day. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 10, 22);

    private static final String ALL_FAIL = "faults: { job-failed: { share: 1 } }";

    @TempDir
    Path folder;

    /** The clock on the wall is so far ahead; it goes on, since the simulator works by it. */
    private Duration ahead = Duration.ZERO;

    @Test
    void a_canary_that_failed_buys_its_rows_in_the_first_night_and_nothing_in_six_others() throws IOException {
        JobScene scene = scene(12, "canary: 5").replace("service-time: 10ms", "service-time: 10ms, " + ALL_FAIL);
        List<Long> bought = new ArrayList<>();
        String run = "";
        for (int night = 0; night < 7; night++) {
            long before = bought.stream().mapToLong(Long::longValue).sum();
            long inAll = 0;
            for (LocalTime start : List.of(LocalTime.of(22, 0), LocalTime.of(22, 15))) {
                set(FIRST_DAY.plusDays(night), start);
                RunResult result = scene.run();
                run = result.summary().run();
                assertThat(result.exitCode()).isEqualTo(ExitCode.STOPPED);
                assertThat(result.summary().stopReason())
                        .isEqualTo("canary: 5 of the first 5 rows failed; nothing more is bought until somebody has"
                                + " looked at failed.csv and goes on with: resume --past-stop " + run);
                assertThat(result.summary().count(RowStatus.PENDING)).isEqualTo(7);
                inAll = result.summary().requests().submitted();
            }
            bought.add(inAll - before);
        }
        assertThat(bought).containsExactly(5L, 0L, 0L, 0L, 0L, 0L, 0L);

        assertThat(scene.resume(run).summary().requests().submitted()).isEqualTo(5);
        RunResult chosen = scene.resume(run, RunScope.only(Set.of(RowStatus.FAILED)));
        assertThat(chosen.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(chosen.summary().count(RowStatus.FAILED)).isEqualTo(5);

        scene.replace(", " + ALL_FAIL, "");
        RunResult gone = scene.resume(run, RunScope.ALL.goingPastStop());
        assertThat(gone.exitCode()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(gone.summary().count(RowStatus.SUCCEEDED)).isEqualTo(7);
        assertThat(scene.run().summary().requests().submitted()).isEqualTo(12);
    }

    @Test
    void another_manifest_is_another_run_with_a_canary_of_its_own() throws IOException {
        JobScene scene = scene(12, "canary: 5").replace("service-time: 10ms", "service-time: 10ms, " + ALL_FAIL);
        scene.run();
        catalog(scene, 13);
        RunResult other = scene.run();
        assertThat(other.summary().requests().submitted()).isEqualTo(5);
        assertThat(other.summary().stopReason()).startsWith("canary: ");
    }

    @Tag("h2")
    @Test
    void a_stop_outlasts_the_ledger() throws Exception {
        JobScene scene = scene(12, "canary: 5").replace("service-time: 10ms", "service-time: 10ms, " + ALL_FAIL);
        String run = scene.run().summary().run();
        Files.delete(folder.resolve("home/ledger.mv.db"));
        new LedgerRebuild(this::wall, JsonMapper.shared(), ModelCatalog.builtIn()).rebuild(scene.workspace());
        RunResult again = scene.resume(run);
        assertThat(again.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(again.summary().requests().submitted()).isEqualTo(5);
        assertThat(again.summary().stopReason()).startsWith("canary: ");
    }

    @Test
    void rows_that_fail_by_the_dozen_stop_the_run_until_somebody_goes_past_it() throws IOException {
        JobScene scene = scene(60, "stop-if: 50% of 10")
                .replace("max-in-flight: 16", "max-in-flight: 4")
                .replace("service-time: 10ms", "service-time: 10ms, faults: { job-failed: { share: 0.9 } }");
        RunResult stopped = scene.run();
        long bought = stopped.summary().requests().submitted();
        assertThat(stopped.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(stopped.summary().stopReason())
                .matches("stop-if: \\d+ of the last 10 rows failed, most of them with .+; nothing more .*");
        assertThat(bought).isBetween(10L, 24L);
        assertThat(stopped.summary().count(RowStatus.PENDING)).isEqualTo(60 - bought);
        assertThat(Files.readString(stopped.output().resolve("summary.json"))).contains("\"stop-if: ");

        RunResult again = scene.run();
        assertThat(again.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(again.summary().requests().submitted()).isEqualTo(bought);

        ahead = ahead.plusMinutes(1);
        RunResult past = scene.resume(stopped.summary().run(), RunScope.ALL.goingPastStop());
        assertThat(past.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(past.summary().requests().submitted()).isBetween(bought + 10, bought + 24);
    }

    @Test
    void rows_that_all_fail_for_one_reason_stop_the_run() throws IOException {
        JobScene scene = scene(30, "stop-if-same: 6")
                .replace("max-in-flight: 16", "max-in-flight: 2")
                .replace("service-time: 10ms", "service-time: 10ms, " + ALL_FAIL);
        RunResult stopped = scene.run();
        assertThat(stopped.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(stopped.summary().stopReason()).startsWith("stop-if-same: 6 rows in a row");
        assertThat(stopped.summary().requests().submitted()).isBetween(6L, 12L);
        for (int night = 0; night < 7; night++) {
            set(FIRST_DAY.plusDays(night), LocalTime.of(22, 0));
            RunResult again = scene.run();
            assertThat(again.exitCode()).isEqualTo(ExitCode.STOPPED);
            assertThat(again.summary().stopReason()).isEqualTo(stopped.summary().stopReason());
            assertThat(again.summary().requests().submitted())
                    .isEqualTo(stopped.summary().requests().submitted());
        }
    }

    @Test
    void a_week_of_starts_buys_in_its_window_alone_also_when_the_clocks_are_put_back() throws IOException {
        JobScene scene = scene(3, "window: 22:00-06:00 Europe/Berlin");
        List<Long> bought = new ArrayList<>();
        for (int day = 0; day < 7; day++) {
            catalog(scene, 3 * (day + 1));
            long before = bought.stream().mapToLong(Long::longValue).sum();
            assertThat(start(scene, day, LocalTime.of(6, 0), "22:00")
                            .summary()
                            .requests()
                            .submitted())
                    .isZero();
            assertThat(start(scene, day, LocalTime.of(21, 45), "22:00")
                            .summary()
                            .requests()
                            .submitted())
                    .isZero();
            LocalTime night = day == 3 ? LocalTime.of(5, 30) : LocalTime.of(22, 0);
            set(FIRST_DAY.plusDays(day == 3 ? 4 : day), night);
            RunResult inside = scene.run();
            assertThat(inside.exitCode()).isZero();
            bought.add(inside.summary().requests().submitted());
            assertThat(before + inside.summary().requests().submitted()).isEqualTo(3L * (day + 1));
        }
        assertThat(bought).containsExactly(3L, 3L, 3L, 3L, 3L, 3L, 3L);
    }

    private RunResult start(JobScene scene, int day, LocalTime time, String opens) throws IOException {
        set(FIRST_DAY.plusDays(day), time);
        RunResult result = scene.run();
        assertThat(result.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(result.summary().stopReason())
                .isEqualTo("window: nothing is bought outside the window 22:00-06:00 Europe/Berlin; it opens at "
                        + FIRST_DAY.plusDays(day) + " " + opens + " Europe/Berlin");
        return result;
    }

    @Test
    void what_was_bought_in_the_window_is_collected_by_a_start_outside_it() throws IOException {
        String silent = ", faults: { status-401: { share: 1 } }";
        JobScene scene = scene(4, "window: 22:00-06:00 Europe/Berlin")
                .replace("max-in-flight: 16", "max-in-flight: 2")
                .replace("service-time: 10ms", "service-time: 10ms" + silent);
        set(FIRST_DAY, LocalTime.of(23, 0));
        assertThat(scene.run().summary().count(RowStatus.SUBMITTED)).isEqualTo(2);
        scene.replace(silent, "");
        set(FIRST_DAY.plusDays(1), LocalTime.of(6, 5));
        RunResult outside = scene.run();
        assertThat(outside.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(outside.summary().count(RowStatus.SUCCEEDED)).isEqualTo(2);
        assertThat(outside.summary().count(RowStatus.PENDING)).isEqualTo(2);
        assertThat(outside.summary().requests().submitted()).isEqualTo(2);
    }

    @Test
    void the_earlier_of_window_and_deadline_ends_a_night() throws IOException {
        JobScene scene = scene(3, "window: 22:00-06:00 Europe/Berlin", "deadline: 1ms");
        set(FIRST_DAY, LocalTime.of(23, 0));
        RunResult result = scene.run(JobOverrides.NONE);
        assertThat(result.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(result.summary().stopReason()).startsWith("deadline: ");
    }

    @Test
    void a_days_budget_is_shared_by_all_jobs_and_the_next_day_goes_on() throws IOException {
        JobScene scene = scene(4);
        set(FIRST_DAY, LocalTime.of(12, 0));
        BigDecimal spent = scene.run().summary().cost().spentUsd();
        BigDecimal price = spent.divide(BigDecimal.valueOf(4));
        BigDecimal perDay = spent.add(price.multiply(BigDecimal.valueOf(2)));
        scene.file(
                        "manifest.csv",
                        "id,prompt,image_urls",
                        "a,make it blue 1,https://shop.example/1.jpg",
                        "b,make it blue 2,https://shop.example/1.jpg",
                        "c,make it blue 3,https://shop.example/1.jpg")
                .job(
                        "name: other",
                        "budget: { price: " + price.toPlainString() + ", per-day: " + perDay.toPlainString() + " }");
        set(FIRST_DAY, LocalTime.of(12, 5));
        RunResult stopped = scene.run();
        assertThat(stopped.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(stopped.summary().requests().submitted()).isEqualTo(2);
        assertThat(stopped.summary().stopReason())
                .startsWith("budget: the next purchase, ")
                .contains("would exceed budget.per-day of");
        assertThat(scene.run().summary().requests().submitted()).isEqualTo(2);

        set(FIRST_DAY.plusDays(2), LocalTime.of(12, 5));
        RunResult next = scene.run();
        assertThat(next.exitCode()).isZero();
        assertThat(next.summary().count(RowStatus.SUCCEEDED)).isEqualTo(3);
    }

    @Test
    void a_months_budget_is_spent_over_the_nights_and_the_next_month_goes_on() throws IOException {
        JobScene scene =
                scene(3, "budget: { price: 0.015, per-month: 0.08 }").replace("max-in-flight: 16", "max-in-flight: 1");
        LocalDate first = LocalDate.of(2026, 10, 28);
        List<Long> bought = new ArrayList<>();
        List<Integer> codes = new ArrayList<>();
        for (int day = 0; day < 7; day++) {
            catalog(scene, 3 * (day + 1));
            set(first.plusDays(day), LocalTime.NOON);
            RunResult night = scene.run();
            bought.add(night.summary().requests().submitted());
            codes.add(night.exitCode());
            if (night.exitCode() != 0) {
                assertThat(night.summary().stopReason()).contains("would exceed budget.per-month of 0.08 USD");
            }
        }
        assertThat(bought).containsExactly(3L, 2L, 0L, 0L, 5L, 0L, 0L);
        assertThat(codes).containsExactly(0, 4, 4, 4, 4, 4, 4);
    }

    private JobScene scene(int rows, String... keys) throws IOException {
        return catalog(new JobScene(folder, this::wall), rows).job(keys);
    }

    private static JobScene catalog(JobScene scene, int rows) throws IOException {
        return scene.file(
                "manifest.csv",
                Stream.concat(
                                Stream.of("id,prompt,image_urls"),
                                IntStream.range(0, rows)
                                        .mapToObj(row -> "r" + row + ",make it red " + row + ",https://shop.example/"
                                                + row + ".jpg"))
                        .toArray(String[]::new));
    }

    private void set(LocalDate day, LocalTime time) {
        Instant now = day.atTime(time).atZone(BERLIN).toInstant();
        ahead = Duration.between(Instant.now(), now);
    }

    private Instant wall() {
        return Instant.now().plus(ahead);
    }
}
