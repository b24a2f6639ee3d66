package dev.darkroom.job;

import dev.darkroom.ledger.LearnedRate;
import dev.darkroom.ledger.LearnedRates;
import dev.darkroom.ledger.LedgerException;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Rate;
import java.math.BigDecimal;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a service was found to bear, kept from one process to the next. A run does without it where it must. */
final class KnownPace {

    private static final Logger log = LoggerFactory.getLogger(KnownPace.class);

    private final LearnedRates rates;
    private final String service;
    private final Pace submits;
    private final InstantSource wall;
    private @Nullable BigDecimal kept;

    private KnownPace(LearnedRates rates, String service, Pace submits, InstantSource wall, @Nullable BigDecimal kept) {
        this.rates = rates;
        this.service = service;
        this.submits = submits;
        this.wall = wall;
        this.kept = kept;
    }

    /** Begins with what an earlier process learned of the service, but never faster than asked for. */
    static KnownPace of(LearnedRates rates, String service, Rate asked, InstantSource wall, MonotonicClock clock) {
        BigDecimal known = before(rates, service);
        boolean lower = known != null && known.doubleValue() < asked.perSecond();
        if (lower) {
            log.info("the service bore {} submits a second of late: beginning with that", known);
        }
        return new KnownPace(rates, service, new Pace("submits", asked, known, clock), wall, lower ? known : null);
    }

    private static @Nullable BigDecimal before(LearnedRates rates, String service) {
        try {
            return rates.of(service).map(LearnedRate::perSecond).orElse(null);
        } catch (LedgerException e) {
            log.info("beginning at the rate asked for: {}", e.getMessage());
            return null;
        }
    }

    Pace submits() {
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
            log.info("the next start will not know it: {}", e.getMessage());
        }
    }
}
