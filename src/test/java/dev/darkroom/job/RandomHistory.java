package dev.darkroom.job;

import static java.util.Objects.requireNonNull;

import dev.darkroom.ledger.MemoryLedger;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.earlier.DuplicateFinder;
import dev.darkroom.ledger.rows.CancelledUnsent;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.FlagsRevised;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OriginRow;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.ReviewRecorded;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SentRequest;
import dev.darkroom.ledger.rows.ServiceCall;
import dev.darkroom.ledger.rows.UnknownResolved;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.time.SettableClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Makes up by chance what happens to a run's rows in some nights: all that the ledger can be told, in any order. */
final class RandomHistory {

    private static final RowReason WHY = new RowReason("503", "the service is away");
    private static final JobTimes NO_TIMES = new JobTimes(null, null);

    private final Random random;
    private final MemoryLedger memory;
    private final RunRecord run;
    private final Path journal;
    private final SettableClock clock;
    private final boolean requestsKept;
    private RunLedger ledger;
    private int requests;

    /** @param requestsKept whether intents tell what is asked for; an earlier version's did not */
    RandomHistory(
            Random random,
            MemoryLedger memory,
            RunRecord run,
            Path journal,
            SettableClock clock,
            boolean requestsKept) {
        this.random = random;
        this.memory = memory;
        this.run = run;
        this.journal = journal;
        this.clock = clock;
        this.requestsKept = requestsKept;
        this.ledger = memory.open(run, journal, clock);
    }

    void happen(int events) {
        for (int event = 0; event < events; event++) {
            clock.advance(Duration.ofSeconds(1));
            Map<Integer, MemoryLedger.MemoryRow> rows = memory.rows(run);
            int number = random.nextInt(1, rows.size() + 1);
            MemoryLedger.MemoryRow row = requireNonNull(rows.get(number));
            if (random.nextInt(40) == 0) {
                restart();
            } else {
                happen(new RowKey(run.number(), number), row.state(), row.attempt());
            }
        }
        ledger.close();
    }

    private void restart() {
        ledger.close();
        ledger = memory.open(run, journal, clock);
        ledger.recovery().recover();
    }

    private void happen(RowKey row, RowState state, int attempt) {
        switch (state) {
            case PENDING -> pending(row);
            case SUBMITTING -> answer(row, attempt);
            case SUBMITTED -> collect(row, attempt);
            case COMPLETED -> download(row, attempt);
            case TIMED_OUT -> apply(new LedgerEvent.RowReopened(row, attempt, state, RowState.SUBMITTED));
            case DOWNLOAD_FAILED -> apply(new LedgerEvent.RowReopened(row, attempt, state, RowState.COMPLETED));
            case FAILED, CANCELLED -> reopen(row, state, attempt);
            case UNKNOWN -> settle(row, attempt);
            case SUCCEEDED -> look(row, attempt);
            case REUSED -> apply(new ReviewRecorded(row, attempt, state, random.nextBoolean(), null));
            case FOLLOWER -> follow(row, attempt);
            case REJECTED -> {}
        }
    }

    private void pending(RowKey row) {
        ledger.recount();
        PendingRow pending = ledger.work().takePending(100).stream()
                .filter(each -> each.key().equals(row))
                .findFirst()
                .orElseThrow();
        SentRequest sent = requestsKept ? pending.request() : null;
        int chance = random.nextInt(20);
        if (chance == 0) {
            apply(new PurchaseAdopted(
                    row,
                    pending.attempt(),
                    RowState.SUBMITTED,
                    request(),
                    clock.instant().minusSeconds(99),
                    null,
                    sent,
                    random.nextBoolean()));
        } else if (chance == 1) {
            apply(new PurchaseAdopted(
                    row,
                    pending.attempt(),
                    RowState.UNKNOWN,
                    null,
                    clock.instant().minusSeconds(99),
                    WHY,
                    sent,
                    false));
        } else if (chance == 2
                && requireNonNull(memory.rows(run).get(row.row())).attempt() == 0) {
            OriginRow origin = new OriginRow(run.id(), run.number(), row.row());
            apply(new PictureShared(row, 0, RowState.PENDING, RowState.REUSED, pictures(row), origin));
        } else if (chance == 3) {
            apply(new CancelledUnsent(
                    row, requireNonNull(memory.rows(run).get(row.row())).attempt()));
        } else {
            apply(new LedgerEvent.SubmitIntended(row, pending.attempt(), new BigDecimal("0.02"), sent));
        }
    }

    private void answer(RowKey row, int attempt) {
        switch (random.nextInt(10)) {
            case 0 ->
                apply(new LedgerEvent.SubmitReleased(
                        row, attempt, true, new RowReason(RowReason.THROTTLED, "slow down")));
            case 1 -> apply(new LedgerEvent.SubmitReleased(row, attempt, false));
            case 2 -> apply(new LedgerEvent.SubmitRefused(row, attempt, WHY));
            case 3, 4 -> apply(new LedgerEvent.SubmitUnknown(row, attempt, WHY));
            default -> apply(new LedgerEvent.SubmitAccepted(row, attempt, request()));
        }
    }

    private void collect(RowKey row, int attempt) {
        BigDecimal cost = random.nextBoolean() ? null : new BigDecimal("0.03");
        switch (random.nextInt(10)) {
            case 0 -> apply(new LedgerEvent.CallFailed(row, attempt, RowState.SUBMITTED, ServiceCall.POLL, WHY));
            case 1 -> apply(new LedgerEvent.RequestEnded(row, attempt, RowState.FAILED, WHY, NO_TIMES, cost));
            case 2 -> apply(new LedgerEvent.RequestEnded(row, attempt, RowState.CANCELLED, WHY, NO_TIMES, null));
            case 3 -> apply(new LedgerEvent.RequestEnded(row, attempt, RowState.TIMED_OUT, WHY, NO_TIMES, null));
            default ->
                apply(new LedgerEvent.RequestCompleted(row, attempt, List.of("https://a/" + row), NO_TIMES, cost));
        }
    }

    private void download(RowKey row, int attempt) {
        switch (random.nextInt(8)) {
            case 0 -> apply(new LedgerEvent.CallFailed(row, attempt, RowState.COMPLETED, ServiceCall.DOWNLOAD, WHY));
            case 1 -> apply(new LedgerEvent.DownloadFailed(row, attempt, RowState.DOWNLOAD_FAILED, WHY, 3));
            case 2 -> apply(new LedgerEvent.DownloadFailed(row, attempt, RowState.FAILED, WHY, 3));
            case 3 ->
                apply(new OutputsDownloaded(row, attempt, pictures(row), 12, new RowReason("CHECK_BLANK", "0.4")));
            default -> apply(new OutputsDownloaded(row, attempt, pictures(row), 12));
        }
    }

    private void reopen(RowKey row, RowState state, int attempt) {
        if (random.nextInt(3) > 0) {
            apply(new LedgerEvent.RowReopened(row, attempt, state, RowState.PENDING));
        }
    }

    private void settle(RowKey row, int attempt) {
        switch (random.nextInt(4)) {
            case 0 -> apply(new UnknownResolved(row, attempt, request()));
            case 1 -> apply(new UnknownResolved(row, attempt, null));
            case 2 -> apply(new LedgerEvent.RowReopened(row, attempt, RowState.UNKNOWN, RowState.PENDING));
            default -> {}
        }
    }

    private void look(RowKey row, int attempt) {
        switch (random.nextInt(3)) {
            case 0 -> apply(new ReviewRecorded(row, attempt, RowState.SUCCEEDED, random.nextBoolean(), "so so"));
            case 1 -> apply(new FlagsRevised(row, attempt, RowState.SUCCEEDED, List.of(List.of("size=9x9")), WHY));
            default -> {}
        }
    }

    /** Reviews a follower, or has it submitted for itself. */
    private void follow(RowKey row, int attempt) {
        if (random.nextInt(3) == 0) {
            new DuplicateFinder(memory.dataSource(), JsonMapper.shared(), clock, run).notReusable(row);
            ledger.recount();
        } else {
            apply(new ReviewRecorded(row, attempt, RowState.FOLLOWER, false, null));
        }
    }

    private String request() {
        requests++;
        return "request-" + requests;
    }

    private static List<DownloadedPicture> pictures(@Nullable RowKey row) {
        return List.of(new DownloadedPicture("images/" + row + ".png", "1".repeat(64), 9, 8, 7, "image/png"));
    }

    private void apply(LedgerEvent event) {
        if (!ledger.apply(event)) {
            throw new AssertionError("the row is not where the test thinks: " + event);
        }
    }
}
