package dev.darkroom.ledger.rows;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Flags that a later check of a row's pictures found, such as a comparison with the source.
 *
 * @param from where the row is: SUCCEEDED, which an earlier version left unsaid, or FAILED, where it stays
 * @param flags of each picture, in their order: all of them, those it had before included
 * @param reason if the row is to fail by one of them, else null
 */
@JsonTypeName("judged")
public record FlagsRevised(
        RowKey row,
        int attempt,
        RowState from,
        List<List<String>> flags,
        @Nullable RowReason reason) implements LedgerEvent {

    public FlagsRevised {
        from = Objects.requireNonNullElse(from, RowState.SUCCEEDED);
        flags = flags.stream().map(List::copyOf).toList();
    }

    @Override
    public RowState to() {
        return reason == null ? from : RowState.FAILED;
    }

    @Override
    public boolean moves() {
        return to() != from;
    }

    @Override
    public void record(EventTables tables, Instant now) {
        tables.pictures().flagsRevised(this);
        if (reason != null) {
            tables.purchases().reason(this, reason);
        }
    }
}
