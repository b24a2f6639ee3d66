package dev.darkroom.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** A try that went wrong, as the ledger holds it. */
record KeptTry(RowKey row, int attempt, Instant at, Call call, Reason reason) {

    static KeptTry of(ResultSet row) throws SQLException {
        return new KeptTry(
                RowKey.of(row.getLong("row_key")),
                row.getInt("attempt"),
                Instant.ofEpochMilli(row.getLong("tried_at")),
                Call.of(row.getString("call")),
                new Reason(row.getString("code"), row.getString("words")));
    }

    boolean isThrottled() {
        return TriedTable.isThrottled(call, reason);
    }

    /** Whether it is the one that an event of a submit's end brings with it. */
    boolean isToldBy(LedgerEvent event) {
        boolean toldOf = event instanceof LedgerEvent.Refused || event instanceof LedgerEvent.Lost;
        return toldOf && call == Call.SUBMIT && reason.equals(event.reason());
    }
}
