package dev.darkroom.job;

import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.StoredRate;
import dev.darkroom.ledger.StoredRateTable;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.pace.AccountPace;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.PauseStore;
import java.math.BigDecimal;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rate a service was found to accept, kept from one process to the next. A run does without it where it must. */
final class StoredRates {

    private static final Logger log = LoggerFactory.getLogger(StoredRates.class);

    static final String SUBMITS = "submits";

    private final StoredRateTable rates;
    private final String service;
    private final CallRateLimiter submits;
    private final InstantSource wall;
    private @Nullable BigDecimal kept;

    private StoredRates(
            StoredRateTable rates,
            String service,
            CallRateLimiter submits,
            InstantSource wall,
            @Nullable BigDecimal kept) {
        this.rates = rates;
        this.service = service;
        this.submits = submits;
        this.wall = wall;
        this.kept = kept;
    }

    /**
     * Begins with what an earlier process learned of the service, but never faster than the job says.
     *
     * @param account where the slots come from; null if this process alone submits with it
     */
    static StoredRates of(
            StoredRateTable rates,
            String service,
            CallRate configured,
            PauseStore pauses,
            @Nullable AccountPace account,
            InstantSource wall,
            MonotonicClock clock) {
        BigDecimal known = before(rates, service);
        boolean lower = known != null && known.doubleValue() < configured.perSecond();
        if (lower) {
            log.info("the service bore {} submits a second of late: beginning with that", known);
        }
        return new StoredRates(
                rates, service, limiter(configured, known, pauses, account, clock), wall, lower ? known : null);
    }

    private static CallRateLimiter limiter(
            CallRate configured,
            @Nullable BigDecimal known,
            PauseStore pauses,
            @Nullable AccountPace account,
            MonotonicClock clock) {
        if (account == null) {
            return new CallRateLimiter(SUBMITS, configured, known, pauses, clock);
        }
        CallRateLimiter leader = CallRateLimiter.leader(SUBMITS, configured, known, pauses, account, clock);
        leader.refresh();
        return leader;
    }

    private static @Nullable BigDecimal before(StoredRateTable rates, String service) {
        try {
            return rates.of(service).map(StoredRate::perSecond).orElse(null);
        } catch (LedgerException e) {
            log.info("beginning at the rate asked for: {}", FailureText.of(e));
            return null;
        }
    }

    CallRateLimiter submits() {
        return submits;
    }

    /** Keeps what is known by now for the next start, if that is something new. */
    void keep() {
        BigDecimal known = submits.lowered() ? submits.perSecond() : null;
        try {
            if (known == null && kept != null) {
                rates.forget(service);
            } else if (known != null && (kept == null || known.compareTo(kept) != 0)) {
                rates.keep(service, known, wall.instant());
            }
            kept = known;
        } catch (LedgerException e) {
            log.info("the next start will not know it: {}", FailureText.of(e));
        }
    }
}
