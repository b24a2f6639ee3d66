package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events for tests, of purchase 1 unless they say otherwise. */
public final class SampleEvents {

    public static final RowReason WHY = new RowReason("422001", "no such picture");
    static final JobTimes NO_TIMES = new JobTimes(null, null);

    private SampleEvents() {}

    public static LedgerEvent intended(RowKey row) {
        return new LedgerEvent.SubmitIntended(row, 1, new BigDecimal("0.02"));
    }

    public static LedgerEvent accepted(RowKey row) {
        return new LedgerEvent.SubmitAccepted(row, 1, "request-" + row.row());
    }

    public static LedgerEvent completed(RowKey row, @Nullable String cost) {
        return new LedgerEvent.RequestCompleted(
                row,
                1,
                List.of("https://cdn.runcomfy.net/1.png"),
                NO_TIMES,
                cost == null ? null : new BigDecimal(cost));
    }

    public static LedgerEvent ended(RowKey row, RowState to, @Nullable String cost) {
        return new LedgerEvent.RequestEnded(row, 1, to, WHY, NO_TIMES, cost == null ? null : new BigDecimal(cost));
    }
}
