package dev.darkroom.ledger.history;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.darkroom.ledger.MemoryLedger;
import dev.darkroom.ledger.PromptLedger;
import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.WatchedStatements;
import dev.darkroom.ledger.earlier.DuplicateFinder;
import dev.darkroom.ledger.figures.ReasonCount;
import dev.darkroom.ledger.rows.CancelledUnsent;
import dev.darkroom.ledger.rows.CostReported;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.FlagsRevised;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.ReviewRecorded;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.ServiceCall;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.rows.UnknownResolved;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.spending.StoredSpending;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.time.SettableClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Holds what is kept in memory of a run's figures to what is queried from its ledger. */
class CurrentFiguresTest {

    private static final int EVENTS = 250;
    private static final RowReason WHY = new RowReason("422001", "no such picture");
    private static final RowReason OTHER = new RowReason("503", "the service is away");
    private static final RowReason SLOW_DOWN = new RowReason(RowReason.THROTTLED, "slow down");
    private static final JobTimes NO_TIMES = new JobTimes(null, null);
    private static final List<String> AMOUNTS = Arrays.asList(null, "0.02", "0.0312345", "0.0000005", "0", "5000000");

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();
    private final MemoryLedger memory = new MemoryLedger();
    private Consumer<String> watcher = sql -> {};
    private WatchedStatements watched;
    private RunRecord run;
    private RunLedger ledger;
    private CurrentFigures figures;
    private int requests;

    @BeforeEach
    void open() {
        watched = new WatchedStatements(memory.dataSource(), sql -> watcher.accept(sql));
        run = memory.add(LedgerScene.record("night", LedgerScene.SERVICE, folder));
        List<StagedRow> rows = new ArrayList<>();
        for (int row = 1; row <= 10; row++) {
            rows.add(LedgerScene.row(
                    row, "row-" + row, "input " + row % 8, row % 3 == 0 ? "dear" : "flash", 1 + row % 2, null));
        }
        rows.add(LedgerScene.row(11, "row-11", "", "flash", 1, WHY));
        new RowStaging(memory.dataSource(), clock).add(run.number(), rows);
        assertThat(new DuplicateFinder(memory.dataSource(), JsonMapper.shared(), clock, run).followEarlierRows())
                .isEqualTo(2);
        start();
    }

    private void start() {
        ledger = PromptLedger.open(watched, JsonMapper.shared(), clock, run, folder.resolve("night.journal"));
        figures = new CurrentFigures(watched, ledger);
        figures.read();
        ledger.work().takePending(100);
    }

    @AfterEach
    void close() {
        ledger.close();
        memory.close();
    }

    @Test
    void the_usual_ways_of_rows_need_no_reading() {
        ledger.work().takePending(100);
        for (LedgerEvent event : List.of(
                intended(3, 1, "0.02"),
                accepted(3, 1),
                new LedgerEvent.CallFailed(key(3), 1, RowState.SUBMITTED, ServiceCall.POLL, OTHER),
                completed(3, 1, "0.0312345"),
                downloaded(3, 1, null),
                intended(4, 1, null),
                new LedgerEvent.SubmitReleased(key(4), 1, true, SLOW_DOWN),
                intended(4, 1, "0.02"),
                new LedgerEvent.SubmitRefused(key(4), 1, WHY),
                intended(5, 1, "0.02"),
                new LedgerEvent.SubmitUnknown(key(5), 1, OTHER),
                intended(6, 1, "0.02"),
                accepted(6, 1),
                new LedgerEvent.RequestEnded(key(6), 1, RowState.TIMED_OUT, WHY, NO_TIMES, null),
                intended(7, 1, "0.02"),
                accepted(7, 1),
                completed(7, 1, null),
                downloaded(7, 1, WHY),
                new ReviewRecorded(key(7), 1, RowState.FAILED, true, null),
                intended(8, 1, "0.02"),
                accepted(8, 1),
                completed(8, 1, null),
                new LedgerEvent.DownloadFailed(key(8), 1, RowState.DOWNLOAD_FAILED, WHY, 3),
                intended(1, 1, "0.02"),
                accepted(1, 1),
                completed(1, 1, null),
                downloaded(1, 1, null),
                new CancelledUnsent(key(2), 0))) {
            apply(event);
            // Row 10 follows row 2: its reason is row 2's.
            assertThat(figures.isCurrent())
                    .as("after %s", event)
                    .isEqualTo(event.row().row() != 2);
            assertFiguresIfCurrent();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 11})
    void at_every_moment_of_a_night_they_are_current_or_known_not_to_be(long seed) {
        Random random = new Random(seed);
        int current = 0;
        for (int event = 0; event < EVENTS; event++) {
            happen(random);
            current += figures.isCurrent() ? 1 : 0;
            if (!figures.isCurrent() && random.nextBoolean()) {
                figures.read();
                assertThat(figures.isCurrent()).isTrue();
                assertThat(figures.reasons()).isEqualTo(merged(new RunFigures(memory.dataSource(), run).reasons()));
            }
            assertFiguresIfCurrent();
        }
        assertThat(current).as("moments without reading").isGreaterThan(EVENTS / 4);
    }

    @Test
    void what_is_committed_while_they_are_read_counts_once() {
        ledger.work().takePending(100);
        apply(intended(3, 1, "0.02"));
        apply(intended(4, 1, "0.02"));
        ledger.recount();
        List<List<LedgerEvent>> meanwhile = new ArrayList<>(List.of(
                List.of(accepted(3, 1), intended(5, 1, "0.03")),
                List.of(completed(3, 1, "0.05"), new LedgerEvent.SubmitReleased(key(5), 1, true, SLOW_DOWN)),
                List.of(downloaded(3, 1, null), accepted(4, 1))));
        watcher = sql -> {
            boolean ofReading = sql.contains("throttled, request_id")
                    || sql.contains("g.first_key")
                    || sql.contains("select distinct leader");
            if (ofReading && !meanwhile.isEmpty()) {
                meanwhile.remove(0).forEach(this::apply);
            }
        };
        figures.read();
        watcher = sql -> {};
        assertThat(meanwhile).isEmpty();
        assertThat(figures.isCurrent()).isTrue();
        assertFigures();
    }

    @Test
    void a_recount_while_they_are_read_leaves_them_to_be_read_again() {
        ledger.recount();
        List<Runnable> meanwhile = new ArrayList<>(List.of(ledger::recount));
        watcher = sql -> {
            if (sql.contains("throttled, request_id") && !meanwhile.isEmpty()) {
                meanwhile.remove(0).run();
            }
        };
        figures.read();
        assertThat(figures.isCurrent()).isFalse();
        figures.read();
        assertFigures();
    }

    @Test
    void a_reading_that_fails_loses_no_event() {
        ledger.work().takePending(100);
        watcher = sql -> {
            if (sql.contains("g.first_key")) {
                apply(intended(3, 1, "0.02"));
                throw new IllegalStateException("no connection");
            }
        };
        assertThatIllegalStateException().isThrownBy(figures::read);
        watcher = sql -> {};
        assertThat(figures.isCurrent()).isFalse();
        figures.read();
        assertFigures();
    }

    private void happen(Random random) {
        if (random.nextInt(60) == 0) {
            ledger.close();
            start();
        }
        if (random.nextInt(3) > 0) {
            ledger.work().takePending(random.nextInt(12));
        }
        if (random.nextInt(30) == 0) {
            ledger.recovery().doubtAgain();
        }
        RowKey row = key(random.nextInt(1, 12));
        MemoryLedger.MemoryRow stands = requireNonNull(memory.rows(run).get(row.row()));
        switch (stands.state()) {
            case PENDING -> pending(row, stands.attempt(), random);
            case SUBMITTING -> answer(row, stands.attempt(), random);
            case SUBMITTED, COMPLETED -> collect(row, stands.state(), stands.attempt(), random);
            default -> ended(row, stands.state(), stands.attempt(), random);
        }
    }

    private void pending(RowKey row, int attempt, Random random) {
        boolean released = memory.purchases(run).stream()
                .anyMatch(each ->
                        each.row() == row.row() && each.attempt() == attempt && each.state() == RowState.PENDING);
        int next = released ? attempt : attempt + 1;
        switch (random.nextInt(12)) {
            case 0 ->
                apply(new PurchaseAdopted(
                        row, next, RowState.SUBMITTED, request(), clock.instant(), null, null, random.nextBoolean()));
            case 1 -> apply(new PurchaseAdopted(row, next, RowState.UNKNOWN, null, clock.instant(), OTHER));
            case 2 -> apply(new CancelledUnsent(row, attempt));
            case 3 -> apply(new PictureShared(row, attempt, RowState.PENDING, RowState.REUSED, List.of()));
            default -> apply(intended(row.row(), next, amount(random)));
        }
    }

    private void answer(RowKey row, int attempt, Random random) {
        switch (random.nextInt(10)) {
            case 0 -> apply(new LedgerEvent.SubmitReleased(row, attempt, true, SLOW_DOWN));
            case 1 -> apply(new LedgerEvent.SubmitReleased(row, attempt, false, random.nextBoolean() ? OTHER : null));
            case 2 -> apply(new LedgerEvent.SubmitRefused(row, attempt, random.nextBoolean() ? WHY : SLOW_DOWN));
            case 3, 4 -> apply(new LedgerEvent.SubmitUnknown(row, attempt, OTHER));
            case 5 ->
                apply(new LedgerEvent.CallFailed(row, attempt, RowState.SUBMITTING, ServiceCall.SUBMIT, SLOW_DOWN));
            default -> apply(accepted(row.row(), attempt));
        }
    }

    private void collect(RowKey row, RowState state, int attempt, Random random) {
        if (random.nextInt(8) == 0) {
            RowReason why = random.nextBoolean() ? SLOW_DOWN : OTHER;
            apply(new LedgerEvent.CallFailed(row, attempt, state, ServiceCall.POLL, why));
        } else if (state == RowState.COMPLETED) {
            switch (random.nextInt(6)) {
                case 0 -> apply(new LedgerEvent.DownloadFailed(row, attempt, RowState.DOWNLOAD_FAILED, WHY, 3));
                case 1 -> apply(new LedgerEvent.DownloadFailed(row, attempt, RowState.FAILED, OTHER, 3));
                case 2 -> apply(downloaded(row.row(), attempt, WHY));
                default -> apply(downloaded(row.row(), attempt, null));
            }
        } else if (random.nextInt(3) == 0) {
            RowState end = List.of(RowState.FAILED, RowState.CANCELLED, RowState.TIMED_OUT)
                    .get(random.nextInt(3));
            String cost = amount(random);
            apply(new LedgerEvent.RequestEnded(
                    row, attempt, end, WHY, NO_TIMES, cost == null ? null : new BigDecimal(cost)));
        } else {
            apply(completed(row.row(), attempt, amount(random)));
        }
    }

    private void ended(RowKey row, RowState state, int attempt, Random random) {
        switch (state) {
            case TIMED_OUT -> apply(new LedgerEvent.RowReopened(row, attempt, state, RowState.SUBMITTED));
            case DOWNLOAD_FAILED -> apply(new LedgerEvent.RowReopened(row, attempt, state, RowState.COMPLETED));
            case CANCELLED -> apply(new LedgerEvent.RowReopened(row, attempt, state, RowState.PENDING));
            case UNKNOWN -> {
                switch (random.nextInt(3)) {
                    case 0 -> apply(new UnknownResolved(row, attempt, request()));
                    case 1 -> apply(new UnknownResolved(row, attempt, null));
                    default -> apply(new LedgerEvent.RowReopened(row, attempt, state, RowState.PENDING));
                }
            }
            case FAILED, SUCCEEDED -> {
                switch (random.nextInt(4)) {
                    case 0 -> apply(new CostReported(row, attempt, state, new BigDecimal("0.0411111")));
                    case 1 ->
                        apply(new FlagsRevised(row, attempt, state, List.of(), random.nextBoolean() ? WHY : null));
                    case 2 -> apply(new ReviewRecorded(row, attempt, state, random.nextBoolean(), null));
                    default -> {
                        RowState to = state == RowState.FAILED ? RowState.PENDING : RowState.COMPLETED;
                        apply(new LedgerEvent.RowReopened(row, attempt, state, to));
                    }
                }
            }
            case REUSED -> apply(new LedgerEvent.RowReopened(row, attempt, state, RowState.PENDING));
            case FOLLOWER -> apply(new PictureShared(row, attempt, state, state, List.of()));
            default -> {}
        }
    }

    private void assertFiguresIfCurrent() {
        if (figures.isCurrent()) {
            assertFigures();
        }
    }

    private void assertFigures() {
        RunFigures stored = new RunFigures(memory.dataSource(), run);
        assertThat(ledger.figures().sums().purchases())
                .containsExactlyInAnyOrderElementsOf(
                        new StoredSpending(JdbcClient.create(memory.dataSource()), run).groups());
        assertThat(figures.accounts()).isEqualTo(stored.accounts());
        assertThat(figures.estimated()).isEqualTo(stored.estimated());
        assertThat(figures.pendingModels()).isEqualTo(stored.pendingModels());
        assertThat(withoutIds(figures.reasons())).isEqualTo(withoutIds(merged(stored.reasons())));
    }

    /** Merges those that the ledger tells apart by what is known of rows' leaders. */
    private static List<ReasonCount> merged(List<ReasonCount> reasons) {
        Map<String, ReasonCount> merged = new LinkedHashMap<>();
        for (ReasonCount each : reasons) {
            merged.merge(
                    each.code() + each.status(),
                    each,
                    (one, more) -> new ReasonCount(
                            one.code(), one.status(), one.rows() + more.rows(), one.first(), one.exampleId()));
        }
        return List.copyOf(merged.values());
    }

    /** Leaves out what only the ledger knows of rows that have failed since it was read. */
    private static List<ReasonCount> withoutIds(List<ReasonCount> reasons) {
        return reasons.stream()
                .map(each -> new ReasonCount(each.code(), each.status(), each.rows(), each.first(), ""))
                .toList();
    }

    private RowKey key(int row) {
        return new RowKey(run.number(), row);
    }

    private LedgerEvent intended(int row, int attempt, @Nullable String estimate) {
        return new LedgerEvent.SubmitIntended(key(row), attempt, estimate == null ? null : new BigDecimal(estimate));
    }

    private LedgerEvent accepted(int row, int attempt) {
        return new LedgerEvent.SubmitAccepted(key(row), attempt, request());
    }

    private LedgerEvent completed(int row, int attempt, @Nullable String cost) {
        return new LedgerEvent.RequestCompleted(
                key(row),
                attempt,
                List.of("https://cdn.runcomfy.net/" + row),
                NO_TIMES,
                cost == null ? null : new BigDecimal(cost));
    }

    private LedgerEvent downloaded(int row, int attempt, @Nullable RowReason reason) {
        DownloadedPicture picture =
                new DownloadedPicture("images/" + row + ".png", "1".repeat(64), 9, 8, 7, "image/png");
        return new OutputsDownloaded(key(row), attempt, List.of(picture), 12, reason);
    }

    private String request() {
        requests++;
        return "request-" + requests;
    }

    private static @Nullable String amount(Random random) {
        return AMOUNTS.get(random.nextInt(AMOUNTS.size()));
    }

    private void apply(LedgerEvent event) {
        if (!ledger.apply(event)) {
            throw new AssertionError("the row is not where the test thinks: " + event);
        }
    }
}
