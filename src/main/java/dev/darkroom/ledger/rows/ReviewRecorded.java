package dev.darkroom.ledger.rows;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's decision about a row's pictures. The row stays where it is; a later decision takes the place of an earlier
 * one.
 *
 * @param from where the row is
 * @param rejected whether they will not do; else they are approved
 * @param note what was said about them, null if nothing
 */
@JsonTypeName("reviewed")
public record ReviewRecorded(
        RowKey row,
        int attempt,
        RowState from,
        boolean rejected,
        @Nullable String note) implements LedgerEvent {

    @Override
    public RowState to() {
        return from;
    }

    @Override
    public boolean moves() {
        return false;
    }

    @Override
    public void record(EventTables tables, Instant now) {
        tables.pictures().reviewed(this, now);
    }
}
