package dev.darkroom.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.SubmitResponse;
import dev.darkroom.jobfile.rules.BudgetPeriod;
import dev.darkroom.jobfile.rules.WindowRule;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.pace.AwakeClock;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.time.SettableClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class BrakesTest {

    private static final BigDecimal PRICE = new BigDecimal("0.02");

    @TempDir
    Path folder;

    /**
     * Plays rows of one to four outputs, four at a time, each answered by chance: what may be billed stays within the
     * cap.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void the_budget_is_never_exceeded_by_one_output(long seed) throws InterruptedException {
        Random random = new Random(seed);
        try (LedgerScene scene = new LedgerScene(folder)) {
            List<StagedRow> rows = new ArrayList<>();
            for (int number = 1; number <= 30; number++) {
                rows.add(LedgerScene.row(
                        number, "r" + number, seed + "/" + number, "flash", random.nextInt(1, 5), null));
            }
            scene.stage(rows);
            BigDecimal cap = PRICE.multiply(BigDecimal.valueOf(random.nextInt(1, 40)));
            ServiceBill till = new ServiceBill(new Random(seed));
            SubmitterFixture shop = new SubmitterFixture(scene);
            shop.service.sells(input -> till.sell(rows, input));
            shop.guards.add(new BudgetGuard(cap, shop.estimates, scene.ledger().spending()));
            ExecutorService pool = Executors.newFixedThreadPool(4);
            try {
                shop.workers = pool;
                shop.run();
            } finally {
                pool.shutdownNow();
            }
            assertThat(till.most).isLessThanOrEqualTo(cap);
            assertThat(scene.ledger().spending().total()).isEqualByComparingTo(till.atRisk);
            RunSignals.StopSignal stop = scene.ledger().signals().stopped();
            long left = scene.ledger().count(RowState.PENDING);
            assertThat(stop == null ? left : left - 1).isGreaterThanOrEqualTo(0);
            assertThat(stop == null || stop.reason() == StopReason.BUDGET).isTrue();
            assertThat(scene.ledger().count(RowState.SUBMITTING)).isZero();
        }
    }

    /** The bill that the service may make out, at any moment. */
    private static final class ServiceBill {
        private final Random random;
        private BigDecimal atRisk = BigDecimal.ZERO;
        private BigDecimal most = BigDecimal.ZERO;

        private ServiceBill(Random random) {
            this.random = random;
        }

        private synchronized SubmitResponse sell(List<StagedRow> rows, String input) {
            StagedRow row = rows.stream()
                    .filter(each -> input.equals(each.input()))
                    .findFirst()
                    .orElseThrow();
            BigDecimal price = PRICE.multiply(BigDecimal.valueOf(row.outputs()));
            atRisk = atRisk.add(price);
            most = most.max(atRisk);
            switch (random.nextInt(6)) {
                case 0 -> {
                    atRisk = atRisk.subtract(price);
                    return new SubmitResponse.SubmitThrottled(Duration.ofSeconds(1));
                }
                case 1 -> {
                    atRisk = atRisk.subtract(price);
                    return new SubmitResponse.RequestRefused("422001", "no");
                }
                case 2 -> {
                    return new SubmitResponse.OutcomeUnknown("HTTP_502", "who knows");
                }
                default -> {
                    return new SubmitResponse.RequestAccepted("id-" + row.number());
                }
            }
        }
    }

    @Test
    void the_purchase_that_fits_exactly_is_made_and_the_next_is_not() throws InterruptedException {
        try (LedgerScene scene = new LedgerScene(folder).rows(4)) {
            SubmitterFixture shop = new SubmitterFixture(scene);
            shop.guards.add(new BudgetGuard(
                    new BigDecimal("0.04"), shop.estimates, scene.ledger().spending()));
            shop.run();
            assertThat(shop.service.submits()).hasSize(2);
            assertThat(scene.ledger().signals().stopped())
                    .isEqualTo(new RunSignals.StopSignal(
                            StopReason.BUDGET,
                            "the next purchase, 0.02 USD, would exceed the budget of 0.04 USD;"
                                    + " 0.04 USD are spent or on their way; a higher --max-cost goes on"));
        }
    }

    @Test
    void a_resumed_run_goes_on_with_what_is_left_of_its_budget() throws InterruptedException {
        try (LedgerScene scene = new LedgerScene(folder).rows(4)) {
            scene.submit(1, "0.02");
            scene.intend(2, 1, "0.02");
            scene.reopen();
            scene.ledger().recovery().recover();
            SubmitterFixture shop = new SubmitterFixture(scene);
            shop.guards.add(new BudgetGuard(
                    new BigDecimal("0.06"), shop.estimates, scene.ledger().spending()));
            shop.run();
            assertThat(shop.service.submits()).containsExactly("first/3");
        }
    }

    @Test
    void a_row_without_a_known_price_is_not_bought_within_a_budget() throws InterruptedException {
        try (LedgerScene scene = new LedgerScene(folder)) {
            scene.stage(List.of(LedgerScene.row(1, "a", "first/1", "unpriced", 1, null)));
            SubmitterFixture shop = new SubmitterFixture(scene);
            shop.guards.add(new BudgetGuard(
                    BigDecimal.TEN, shop.estimates, scene.ledger().spending()));
            shop.run();
            assertThat(shop.service.submits()).isEmpty();
            assertThat(scene.ledger().signals().submitsStopped()).isTrue();
        }
    }

    @Test
    void nothing_is_bought_from_the_deadline_on() {
        SettableClock clock = new SettableClock();
        SubmitGuard guard = DeadlineGuard.at(inAMinute(clock), clock, clock);
        PendingRow row = new PendingRow(new RowKey(1, 1), 1, "a", "flash", 1, "{}", "key");
        clock.advance(Duration.ofMillis(59_999));
        assertThat(guard.before(row)).isNull();
        clock.advance(Duration.ofMillis(1));
        assertThat(guard.before(row))
                .isEqualTo(new RunSignals.StopSignal(
                        StopReason.DEADLINE,
                        "2026-11-21 21:01:00 Europe/Berlin has come, and this start buys nothing more; the next one buys until"
                                + " a deadline of its own"));
    }

    @Test
    void a_deadline_some_time_after_the_start_comes_in_time_though_the_clock_is_set_back() {
        SettableClock clock = new SettableClock();
        SubmitGuard guard = DeadlineGuard.after(inAMinute(clock), clock, clock);
        clock.turnWall(Duration.ofHours(-1));
        clock.advance(Duration.ofMillis(59_999));
        assertThat(guard.overdue()).isNull();
        clock.advance(Duration.ofMillis(1));
        assertThat(guard.overdue()).isNotNull();
    }

    @Test
    void a_deadline_some_time_after_the_start_comes_when_the_clock_shows_it_though_the_machine_slept() {
        SettableClock clock = new SettableClock();
        SubmitGuard guard = DeadlineGuard.after(inAMinute(clock), clock, new AwakeClock(clock));
        clock.advance(Duration.ofMinutes(1));
        assertThat(guard.overdue()).isNotNull();
    }

    @Test
    void a_time_of_day_is_that_of_the_clock_on_the_wall() {
        SettableClock clock = new SettableClock();
        SubmitGuard guard = DeadlineGuard.at(inAMinute(clock), clock, clock);
        clock.turnWall(Duration.ofHours(-1));
        clock.advance(Duration.ofMinutes(59));
        assertThat(guard.overdue()).isNull();
        clock.turnWall(Duration.ofHours(1));
        assertThat(guard.overdue()).isNotNull();
    }

    @Test
    void a_days_budget_holds_over_all_runs_at_the_service_with_what_is_on_its_way_and_in_doubt()
            throws InterruptedException {
        try (LedgerScene scene = new LedgerScene(folder).rows(4)) {
            scene.submit(1, "0.02");
            scene.intend(2, 1, "0.02");
            scene.apply(new LedgerEvent.SubmitUnknown(scene.key(2), 1, new RowReason("NO_ANSWER", "lost")));
            scene.complete(3, "0.02", "0.05", List.of("https://cdn.runcomfy.net/3"));
            scene.begin("elsewhere", "https://other.example/v1");
            scene.rows(1);
            scene.submit(1, "7.00");
            scene.begin("second", LedgerScene.SERVICE);
            scene.rows(6);
            SubmitterFixture shop = new SubmitterFixture(scene);
            shop.guards.add(period(BudgetPeriod.DAY, "0.13", shop));
            shop.run();
            assertThat(shop.service.submits()).as("0.09 of 0.13 were counted").hasSize(2);
            assertThat(scene.ledger().signals().stopped())
                    .isEqualTo(
                            new RunSignals.StopSignal(
                                    StopReason.BUDGET,
                                    "the next purchase, 0.02 USD, would exceed budget.per-day of 0.13 USD; 0.13 USD are spent or"
                                            + " on their way since 2026-11-21 00:00 Europe/Berlin by all runs at this service;"
                                            + " more is bought from 2026-11-22 00:00 Europe/Berlin on, or with a higher budget.per-day"));
        }
    }

    @Test
    void the_next_day_and_the_next_month_have_a_budget_of_their_own() throws InterruptedException {
        try (LedgerScene scene = new LedgerScene(folder).rows(4)) {
            for (int row = 1; row <= 4; row++) {
                scene.submit(row, "0.02");
            }
            scene.clock().advance(Duration.ofDays(1));
            scene.begin("second", LedgerScene.SERVICE);
            scene.rows(6);
            SubmitterFixture shop = new SubmitterFixture(scene);
            shop.guards.add(period(BudgetPeriod.DAY, "0.10", shop));
            shop.guards.add(period(BudgetPeriod.MONTH, "0.14", shop));
            shop.run();
            assertThat(shop.service.submits())
                    .as("of the month's 0.14 were 0.06 left")
                    .hasSize(3);

            scene.clock().advance(Duration.ofDays(10));
            scene.reopen();
            SubmitterFixture december = new SubmitterFixture(scene);
            december.guards.add(period(BudgetPeriod.MONTH, "0.14", december));
            december.run();
            assertThat(december.service.submits()).hasSize(3);
        }
    }

    @Test
    void a_process_at_work_at_midnight_begins_the_next_days_budget() {
        try (LedgerScene scene = new LedgerScene(folder).rows(4)) {
            SubmitterFixture shop = new SubmitterFixture(scene);
            SubmitGuard guard = period(BudgetPeriod.DAY, "0.02", shop);
            List<PendingRow> rows = scene.ledger().work().takePending(4);
            assertThat(guard.before(rows.get(0))).isNull();
            scene.submit(1, "0.02");
            assertThat(guard.before(rows.get(1))).isNotNull();
            scene.clock().advance(Duration.ofHours(4));
            assertThat(guard.before(rows.get(1))).isNull();
            scene.apply(new LedgerEvent.RequestCompleted(
                    scene.key(1), 1, List.of("https://cdn.runcomfy.net/1"), new JobTimes(null, null), PRICE));
            scene.ledger().accounts().release(rows.get(1).key());
            assertThat(guard.before(rows.get(2)))
                    .as("what was sent yesterday counts for yesterday")
                    .isNull();
            assertThat(guard.before(rows.get(3))).isNotNull();
        }
    }

    private static SubmitGuard period(BudgetPeriod period, String most, SubmitterFixture shop) {
        return new PeriodBudgetGuard(
                period,
                new BigDecimal(most),
                shop.estimates,
                shop.scene.ledger(),
                shop.scene.clock(),
                ZoneId.of("Europe/Berlin"));
    }

    @Test
    void a_window_ends_when_the_clock_on_the_wall_shows_it_and_not_with_the_next_one() {
        SettableClock clock = new SettableClock();
        SubmitGuard guard = window("21:00", "21:01", clock);
        assertThat(guard.overdue()).isNull();
        clock.advance(Duration.ofMillis(59_999));
        assertThat(guard.overdue()).isNull();
        clock.advance(Duration.ofMillis(1));
        RunSignals.StopSignal stop = new RunSignals.StopSignal(
                StopReason.WINDOW,
                "nothing is bought outside the window 21:00-21:01 Europe/Berlin; it opens at 2026-11-22 21:00"
                        + " Europe/Berlin");
        assertThat(guard.overdue()).isEqualTo(stop);
        assertThat(guard.before(new PendingRow(new RowKey(1, 1), 1, "a", "flash", 1, "{}", "key")))
                .isEqualTo(stop);
        clock.advance(Duration.ofHours(24).minusMinutes(1));
        assertThat(guard.overdue()).as("in the next night's window").isNotNull();
    }

    @Test
    void a_start_outside_the_window_buys_nothing_though_it_opens_while_it_collects() {
        SettableClock clock = new SettableClock();
        SubmitGuard guard = window("21:01", "06:00", clock);
        assertThat(guard.overdue()).isNotNull();
        clock.advance(Duration.ofMinutes(2));
        assertThat(guard.overdue()).isNotNull();
    }

    @Test
    void a_clock_that_is_set_out_of_the_window_ends_it() {
        SettableClock clock = new SettableClock();
        SubmitGuard guard = window("20:30", "06:00", clock);
        clock.turnWall(Duration.ofHours(-1));
        assertThat(guard.overdue()).isNotNull();
    }

    private static SubmitGuard window(String from, String to, SettableClock clock) {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        WindowRule rule = new WindowRule(LocalTime.parse(from), LocalTime.parse(to), berlin);
        return new WindowGuard(rule, ZoneId.of("Asia/Tokyo"), clock.instant(), clock);
    }

    private static ZonedDateTime inAMinute(SettableClock clock) {
        return clock.instant().plusSeconds(60).atZone(ZoneId.of("Europe/Berlin"));
    }
}
