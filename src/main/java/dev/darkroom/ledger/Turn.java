package dev.darkroom.ledger;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A station's work, a piece at a time: it never waits by itself. */
@FunctionalInterface
public interface Turn {

    /** Does what can be done now; returns how long to wait for more unless the ledger changes before, or null at the end. */
    @Nullable
    Duration take() throws InterruptedException;

    /** Takes all turns to the last, waiting between them. */
    default void takeAll(RunLedger ledger) throws InterruptedException {
        long seen = ledger.version();
        for (Duration wait = take(); wait != null; wait = take()) {
            ledger.awaitChange(seen, wait);
            seen = ledger.version();
        }
    }
}
