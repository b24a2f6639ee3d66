package dev.darkroom.ledger.spending;

import dev.darkroom.io.DurableText;
import dev.darkroom.io.FailureText;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the account's balances of a run, so that later starts and reports know them too. They are worth no run: what cannot
 * be read is not known, and what cannot be written is known to this process alone. Thread-safe.
 */
public final class AccountBalances {

    private static final Logger log = LoggerFactory.getLogger(AccountBalances.class);

    private final DurableText record;
    private final JsonMapper json;
    private final InstantSource clock;
    private @Nullable RunBalance known;

    /** @param record where they are kept */
    public AccountBalances(DurableText record, JsonMapper json, InstantSource clock) {
        this.record = record;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Records the balance before a purchase.
     *
     * @param isFirst whether the run has bought nothing yet; else the balance before its first purchase stands
     */
    public synchronized void before(BigDecimal usd, boolean isFirst) {
        if (isFirst) {
            keep(new RunBalance(usd, clock.instant().truncatedTo(ChronoUnit.MILLIS), null, null));
        }
    }

    /** Records the balance when nothing more is bought. */
    public synchronized void after(BigDecimal usd) {
        RunBalance balance = known();
        keep(new RunBalance(
                balance.beforeUsd(), balance.beforeAt(), usd, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    /** What is known of them. */
    public synchronized RunBalance known() {
        RunBalance balance = known == null ? read() : known;
        known = balance;
        return balance;
    }

    private RunBalance read() {
        try {
            Optional<byte[]> written = record.read();
            return written.isEmpty() ? RunBalance.NONE : json.readValue(written.get(), RunBalance.class);
        } catch (IOException | JacksonException unreadable) {
            log.warn("the account's balances of the run are not known: {}", FailureText.of(unreadable));
            return RunBalance.NONE;
        }
    }

    private void keep(RunBalance balance) {
        known = balance;
        try {
            record.write(json.writeValueAsString(balance) + "\n");
        } catch (IOException unwritten) {
            log.warn("the account's balance could not be kept: {}", FailureText.of(unwritten));
        }
    }
}
