package dev.darkroom.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.rows.SubmittedRow;
import dev.darkroom.scenes.LedgerScene;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the budget in nights made up by chance: rows of any price, answers of any kind, bills lower and higher than the
 * estimate, new processes in between. The seed is the test's argument; an even one's night has a single thread and
 * comes again exactly as it was. {@code darkroom.seeds} says how many there are.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BudgetPropertyIT {

    private static final long SEEDS = Long.getLong("darkroom.seeds", 200);
    private static final int ROWS = 10;
    private static final int THREADS = 4;
    private static final int PROCESSES = 2;
    private static final JobTimes NO_TIMES = new JobTimes(null, null);
    private static final RowReason WHY = new RowReason("503", "the service is away");

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private LedgerScene scene;

    @BeforeAll
    void open(@TempDir Path folder) {
        scene = new LedgerScene(folder);
    }

    @AfterAll
    void close() {
        threads.shutdownNow();
        scene.close();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Timeout(300)
    void no_purchase_is_made_that_could_exceed_the_budget(long seed) throws Exception {
        Random random = new Random(seed);
        scene.begin("seed-" + seed, LedgerScene.SERVICE);
        CostEstimates estimates = new CostEstimates();
        for (int model = 0; model < 3; model++) {
            estimates.price("model-" + model, BigDecimal.valueOf(random.nextInt(1, 90), 3));
        }
        List<StagedRow> rows = new ArrayList<>();
        for (int number = 1; number <= ROWS; number++) {
            String model = "model-" + random.nextInt(3);
            rows.add(LedgerScene.row(number, "r" + number, seed + "/" + number, model, random.nextInt(1, 5), null));
        }
        scene.stage(rows);
        TrueBill bill = new TrueBill(BigDecimal.valueOf(random.nextInt(50, 900), 3));
        for (int process = 1; process <= PROCESSES; process++) {
            night(estimates, bill, seed * PROCESSES + process, seed % 2 == 0 ? 1 : THREADS);
            assertThat(scene.ledger().spending().total()).isEqualByComparingTo(bill.atRisk());
            assertOnlyWhatFitsMayBeBought(estimates, bill);
            restart(random);
            assertThat(scene.ledger().spending().total())
                    .as("read by a new process")
                    .isEqualByComparingTo(bill.atRisk());
        }
    }

    private void night(CostEstimates estimates, TrueBill bill, long seed, int workers) throws Exception {
        RunLedger ledger = scene.ledger();
        BudgetGuard brake = new BudgetGuard(bill.cap, estimates, ledger.spending());
        Queue<PendingRow> pending = new ConcurrentLinkedQueue<>(ledger.work().takePending(ROWS));
        Queue<SubmittedRow> submitted =
                new ConcurrentLinkedQueue<>(ledger.work().takeSubmitted(ROWS));
        List<Callable<Void>> work = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            Random random = new Random(seed * THREADS + worker);
            work.add(() -> {
                for (SubmittedRow row = submitted.poll(); row != null; row = submitted.poll()) {
                    new PurchaseFate(ledger, bill, random, row.key(), row.attempt()).ends();
                }
                for (PendingRow row = pending.poll(); row != null; row = pending.poll()) {
                    buy(ledger, brake, bill, random, row, Objects.requireNonNull(estimates.of(row)));
                }
                return null;
            });
        }
        for (Future<Void> done : threads.invokeAll(work)) {
            done.get();
        }
    }

    private static void buy(
            RunLedger ledger, BudgetGuard brake, TrueBill bill, Random random, PendingRow row, BigDecimal estimate) {
        for (int time = 0; time < 3; time++) {
            BigDecimal before = bill.excess();
            if (brake.before(row) != null) {
                return;
            }
            if (random.nextInt(8) == 0) {
                ledger.spending().release(row.key());
                continue;
            }
            ledger.apply(new LedgerEvent.SubmitIntended(row.key(), row.attempt(), estimate));
            bill.reserve(row.key(), estimate, before);
            if (new PurchaseFate(ledger, bill, random, row.key(), row.attempt()).isSettled()) {
                return;
            }
        }
    }

    /** Checks that neither more than the budget allows is let through, nor less. */
    private void assertOnlyWhatFitsMayBeBought(CostEstimates estimates, TrueBill bill) {
        RunLedger ledger = scene.ledger();
        BudgetGuard brake = new BudgetGuard(bill.cap, estimates, ledger.spending());
        for (PendingRow row : ledger.work().takePending(ROWS)) {
            boolean fits = bill.atRisk().add(estimates.of(row)).compareTo(bill.cap) <= 0;
            assertThat(brake.before(row) == null).as("row %s fits", row.id()).isEqualTo(fits);
            if (fits) {
                ledger.spending().release(row.key());
            }
        }
    }

    private void restart(Random random) {
        if (random.nextInt(4) == 0) {
            scene.reopen();
        }
        RunLedger ledger = scene.ledger();
        ledger.recovery().recover();
        for (int number = 1; number <= ROWS; number++) {
            RowState state = scene.state(number);
            boolean mayBeBoughtAgain = state == RowState.FAILED || state == RowState.UNKNOWN;
            if (mayBeBoughtAgain && random.nextInt(3) == 0) {
                int attempt = scene.attempt(number);
                scene.apply(new LedgerEvent.RowReopened(scene.key(number), attempt, state, RowState.PENDING));
            }
        }
        ledger.recount();
    }

    /** The fate of one purchase. */
    private record PurchaseFate(RunLedger ledger, TrueBill bill, Random random, RowKey row, int attempt) {

        /** Returns false if the row is to be submitted again. */
        private boolean isSettled() {
            switch (random.nextInt(9)) {
                case 0 -> {
                    bill.forget(row);
                    ledger.apply(new LedgerEvent.SubmitReleased(row, attempt, random.nextBoolean(), WHY));
                    return false;
                }
                case 1 -> {
                    bill.forget(row);
                    ledger.apply(new LedgerEvent.SubmitRefused(row, attempt, WHY));
                }
                case 2 -> {
                    bill.keep(row);
                    ledger.apply(new LedgerEvent.SubmitUnknown(row, attempt, WHY));
                }
                case 3 -> bill.keep(row); // The process dies before it has the answer.
                case 4 -> ledger.apply(new LedgerEvent.SubmitAccepted(row, attempt, "r-" + row + "-" + attempt));
                default -> {
                    ledger.apply(new LedgerEvent.SubmitAccepted(row, attempt, "r-" + row + "-" + attempt));
                    ends();
                }
            }
            return true;
        }

        private void ends() {
            BigDecimal cost = cost();
            switch (random.nextInt(6)) {
                case 0 ->
                    settle(cost, new LedgerEvent.RequestEnded(row, attempt, RowState.FAILED, WHY, NO_TIMES, cost));
                case 1 -> {
                    if (cost == null) {
                        bill.forget(row);
                    }
                    settle(cost, new LedgerEvent.RequestEnded(row, attempt, RowState.CANCELLED, WHY, NO_TIMES, cost));
                }
                case 2 ->
                    ledger.apply(new LedgerEvent.RequestEnded(row, attempt, RowState.TIMED_OUT, WHY, NO_TIMES, null));
                default ->
                    settle(
                            cost,
                            new LedgerEvent.RequestCompleted(row, attempt, List.of("https://a/1"), NO_TIMES, cost));
            }
        }

        /** Settles a purchase; a lower bill counts before the ledger knows it, a higher one after. */
        private void settle(@Nullable BigDecimal cost, LedgerEvent event) {
            if (cost != null) {
                bill.lower(row, cost);
            }
            ledger.apply(event);
            bill.settle(row, cost);
        }

        private @Nullable BigDecimal cost() {
            return random.nextInt(3) == 0 ? null : BigDecimal.valueOf(random.nextInt(0, 200), 3);
        }
    }

    /** The bill that the service makes out or may still make out, apart from what the ledger makes of it. */
    private static final class TrueBill {
        private final BigDecimal cap;
        private final Map<RowKey, BigDecimal> open = new ConcurrentHashMap<>();
        private BigDecimal total = BigDecimal.ZERO;
        private BigDecimal excess = BigDecimal.ZERO;

        private TrueBill(BigDecimal cap) {
            this.cap = cap;
        }

        private synchronized BigDecimal atRisk() {
            return total;
        }

        /** Returns by how much bills were higher than the estimates. */
        private synchronized BigDecimal excess() {
            return excess;
        }

        /** @param before the excess known when the budget was asked: what came after could not be foreseen */
        private synchronized void reserve(RowKey row, BigDecimal estimate, BigDecimal before) {
            open.put(row, estimate);
            total = total.add(estimate);
            assertThat(total.subtract(excess.subtract(before)))
                    .as("at risk with %s", row)
                    .isLessThanOrEqualTo(cap);
        }

        private synchronized void forget(RowKey row) {
            BigDecimal estimate = open.remove(row);
            total = estimate == null ? total : total.subtract(estimate);
        }

        /** Keeps a purchase that may be billed for ever. */
        private synchronized void keep(RowKey row) {
            open.remove(row);
        }

        private synchronized void lower(RowKey row, BigDecimal cost) {
            BigDecimal estimate = open.get(row);
            if (estimate != null && cost.compareTo(estimate) < 0) {
                total = total.subtract(estimate).add(cost);
                open.put(row, cost);
            }
        }

        private synchronized void settle(RowKey row, @Nullable BigDecimal cost) {
            BigDecimal counted = open.remove(row);
            if (cost != null && counted != null) {
                total = total.add(cost).subtract(counted);
                excess = excess.add(cost).subtract(counted);
            }
        }
    }
}
