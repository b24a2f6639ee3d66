package dev.darkroom.job;

import static java.util.Objects.requireNonNull;

import dev.darkroom.ledger.Call;
import dev.darkroom.ledger.EqualRows;
import dev.darkroom.ledger.Fetched;
import dev.darkroom.ledger.JobTimes;
import dev.darkroom.ledger.Judged;
import dev.darkroom.ledger.LedgerEvent;
import dev.darkroom.ledger.MemoryLedger;
import dev.darkroom.ledger.PendingRow;
import dev.darkroom.ledger.Picture;
import dev.darkroom.ledger.Reason;
import dev.darkroom.ledger.Resolved;
import dev.darkroom.ledger.Reviewed;
import dev.darkroom.ledger.RowKey;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.SentRequest;
import dev.darkroom.ledger.Shared;
import dev.darkroom.ledger.TakenOver;
import dev.darkroom.ledger.UnboughtRows;
import dev.darkroom.ledger.Withdrawn;
import dev.darkroom.time.SettableClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What happens to a run's rows in some nights, made up by chance: all that the ledger can be told, in any order. */
final class RandomHistory {

    private static final Reason WHY = new Reason("503", "the service is away");
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
            Map<Integer, MemoryLedger.Row> rows = memory.rows(run);
            int number = random.nextInt(1, rows.size() + 1);
            MemoryLedger.Row row = requireNonNull(rows.get(number));
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
        ledger.recover();
    }

    private void happen(RowKey row, RowState state, int attempt) {
        switch (state) {
            case PENDING -> pending(row);
            case SUBMITTING -> answer(row, attempt);
            case SUBMITTED -> collect(row, attempt);
            case COMPLETED -> download(row, attempt);
            case TIMED_OUT -> apply(new LedgerEvent.Reopened(row, attempt, state, RowState.SUBMITTED));
            case DOWNLOAD_FAILED -> apply(new LedgerEvent.Reopened(row, attempt, state, RowState.COMPLETED));
            case FAILED, CANCELLED -> reopen(row, state, attempt);
            case UNKNOWN -> settle(row, attempt);
            case SUCCEEDED -> look(row, attempt);
            case REUSED -> apply(new Reviewed(row, attempt, state, random.nextBoolean(), null));
            case FOLLOWER -> follow(row, attempt);
            case REJECTED -> {}
        }
    }

    private void pending(RowKey row) {
        PendingRow pending = ledger.pending(Set.of(), 100).stream()
                .filter(each -> each.key().equals(row))
                .findFirst()
                .orElseThrow();
        SentRequest sent = requestsKept ? pending.request() : null;
        int chance = random.nextInt(20);
        if (chance == 0) {
            apply(new TakenOver(
                    row,
                    pending.attempt(),
                    RowState.SUBMITTED,
                    request(),
                    clock.instant().minusSeconds(99),
                    null,
                    sent,
                    random.nextBoolean()));
        } else if (chance == 1) {
            apply(new TakenOver(
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
            new UnboughtRows(memory.dataSource(), JsonMapper.shared(), clock, run)
                    .reuse(List.of(new UnboughtRows.Reused(row, row)));
            ledger.recount();
            apply(new Shared(row, 0, RowState.REUSED, RowState.REUSED, pictures(row)));
        } else if (chance == 3) {
            apply(new Withdrawn(
                    row, requireNonNull(memory.rows(run).get(row.row())).attempt()));
        } else {
            apply(new LedgerEvent.Intended(row, pending.attempt(), new BigDecimal("0.02"), sent));
        }
    }

    private void answer(RowKey row, int attempt) {
        switch (random.nextInt(10)) {
            case 0 -> apply(new LedgerEvent.Released(row, attempt, true, new Reason(Reason.THROTTLED, "slow down")));
            case 1 -> apply(new LedgerEvent.Released(row, attempt, false));
            case 2 -> apply(new LedgerEvent.Refused(row, attempt, WHY));
            case 3, 4 -> apply(new LedgerEvent.Lost(row, attempt, WHY));
            default -> apply(new LedgerEvent.Accepted(row, attempt, request()));
        }
    }

    private void collect(RowKey row, int attempt) {
        BigDecimal cost = random.nextBoolean() ? null : new BigDecimal("0.03");
        switch (random.nextInt(10)) {
            case 0 -> apply(new LedgerEvent.Tried(row, attempt, RowState.SUBMITTED, Call.POLL, WHY));
            case 1 -> apply(new LedgerEvent.Ended(row, attempt, RowState.FAILED, WHY, NO_TIMES, cost));
            case 2 -> apply(new LedgerEvent.Ended(row, attempt, RowState.CANCELLED, WHY, NO_TIMES, null));
            case 3 -> apply(new LedgerEvent.Ended(row, attempt, RowState.TIMED_OUT, WHY, NO_TIMES, null));
            default -> apply(new LedgerEvent.Completed(row, attempt, List.of("https://a/" + row), NO_TIMES, cost));
        }
    }

    private void download(RowKey row, int attempt) {
        switch (random.nextInt(8)) {
            case 0 -> apply(new LedgerEvent.Tried(row, attempt, RowState.COMPLETED, Call.DOWNLOAD, WHY));
            case 1 -> apply(new LedgerEvent.NotFetched(row, attempt, RowState.DOWNLOAD_FAILED, WHY, 3));
            case 2 -> apply(new LedgerEvent.NotFetched(row, attempt, RowState.FAILED, WHY, 3));
            case 3 -> apply(new Fetched(row, attempt, pictures(row), 12, new Reason("CHECK_BLANK", "0.4")));
            default -> apply(new Fetched(row, attempt, pictures(row), 12));
        }
    }

    private void reopen(RowKey row, RowState state, int attempt) {
        if (random.nextInt(3) > 0) {
            apply(new LedgerEvent.Reopened(row, attempt, state, RowState.PENDING));
        }
    }

    private void settle(RowKey row, int attempt) {
        switch (random.nextInt(4)) {
            case 0 -> apply(new Resolved(row, attempt, request()));
            case 1 -> apply(new Resolved(row, attempt, null));
            case 2 -> apply(new LedgerEvent.Reopened(row, attempt, RowState.UNKNOWN, RowState.PENDING));
            default -> {}
        }
    }

    private void look(RowKey row, int attempt) {
        switch (random.nextInt(3)) {
            case 0 -> apply(new Reviewed(row, attempt, RowState.SUCCEEDED, random.nextBoolean(), "so so"));
            case 1 -> apply(new Judged(row, attempt, RowState.SUCCEEDED, List.of(List.of("size=9x9")), WHY));
            default -> {}
        }
    }

    /** A follower is looked at, or bought for itself. */
    private void follow(RowKey row, int attempt) {
        if (random.nextInt(3) == 0) {
            new EqualRows(memory.dataSource(), JsonMapper.shared(), clock, run).notReusable(row);
            ledger.recount();
        } else {
            apply(new Reviewed(row, attempt, RowState.FOLLOWER, false, null));
        }
    }

    private String request() {
        requests++;
        return "request-" + requests;
    }

    private static List<Picture> pictures(@Nullable RowKey row) {
        return List.of(new Picture("images/" + row + ".png", "1".repeat(64), 9, 8, 7, "image/png"));
    }

    private void apply(LedgerEvent event) {
        if (!ledger.apply(event)) {
            throw new AssertionError("the row is not where the test thinks: " + event);
        }
    }
}
