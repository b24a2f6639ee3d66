package dev.darkroom.ledger.journal;

import dev.darkroom.ledger.rows.FailedCallsTable;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.ServiceCall;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** A call that failed, as the ledger holds it. */
public record StoredFailedCall(RowKey row, int attempt, Instant at, ServiceCall call, RowReason reason) {

    public static StoredFailedCall of(ResultSet row) throws SQLException {
        return new StoredFailedCall(
                RowKey.of(row.getLong("row_key")),
                row.getInt("attempt"),
                Instant.ofEpochMilli(row.getLong("tried_at")),
                ServiceCall.of(row.getString("call")),
                new RowReason(row.getString("code"), row.getString("words")));
    }

    boolean isThrottled() {
        return FailedCallsTable.isThrottled(call, reason);
    }

    /** Returns whether it is the one that an event of a submit's end brings with it. */
    boolean isRecordedBy(LedgerEvent event) {
        boolean toldOf = event instanceof LedgerEvent.SubmitRefused || event instanceof LedgerEvent.SubmitUnknown;
        return toldOf && call == ServiceCall.SUBMIT && reason.equals(event.reason());
    }
}
