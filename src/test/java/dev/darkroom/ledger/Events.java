package dev.darkroom.ledger;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events for tests, of purchase 1 unless they say otherwise. */
final class Events {

    static final Reason WHY = new Reason("422001", "no such picture");
    static final JobTimes NO_TIMES = new JobTimes(null, null);

    private Events() {}

    static LedgerEvent intended(RowKey row) {
        return new LedgerEvent.Intended(row, 1, new BigDecimal("0.02"));
    }

    static LedgerEvent accepted(RowKey row) {
        return new LedgerEvent.Accepted(row, 1, "request-" + row.row());
    }

    static LedgerEvent completed(RowKey row, @Nullable String cost) {
        return new LedgerEvent.Completed(
                row,
                1,
                List.of("https://cdn.runcomfy.net/1.png"),
                NO_TIMES,
                cost == null ? null : new BigDecimal(cost));
    }

    static LedgerEvent ended(RowKey row, RowState to, @Nullable String cost) {
        return new LedgerEvent.Ended(row, 1, to, WHY, NO_TIMES, cost == null ? null : new BigDecimal(cost));
    }
}
