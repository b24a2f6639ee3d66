package dev.darkroom.monitoring;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.pace.CallRateLimiter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how long a run still takes, with the pause that the service or its pictures' host has asked for. Used by one
 * thread at a time.
 */
public final class RemainingTime {

    /** The shortest pause that is told: shorter ones are part of any night. */
    private static final Duration MIN_TOLD = Duration.ofSeconds(10);

    private final RunLedger ledger;
    private final CallRateLimiter submits;
    private final CallRateLimiter polls;
    private final CallRateLimiter downloads;
    private final InstantSource wall;
    private @Nullable BigDecimal rateBeforePause;

    public RemainingTime(
            RunLedger ledger,
            CallRateLimiter submits,
            CallRateLimiter polls,
            CallRateLimiter downloads,
            InstantSource wall) {
        this.ledger = ledger;
        this.submits = submits;
        this.polls = polls;
        this.downloads = downloads;
        this.wall = wall;
    }

    /** Returns when the pause ends, null if there is none that is worth telling. */
    public @Nullable Instant pausedUntil() {
        Duration left = pauseLeft();
        return left.compareTo(MIN_TOLD) < 0 ? null : wall.instant().plus(left);
    }

    /**
     * Returns the seconds until the end: what is left of a pause, then the rest at the rate from before it.
     *
     * @param recentRate rows that ended in a second of late, null if none did
     * @return null if that cannot be told, as long as rows are held that may need no purchase
     */
    public @Nullable Long seconds(@Nullable BigDecimal recentRate) {
        Duration pause = pauseLeft();
        boolean paused = pause.compareTo(MIN_TOLD) >= 0;
        if (pause.isZero()) {
            rateBeforePause = recentRate;
        }
        BigDecimal rate = paused ? rateAfterPause() : recentRate;
        if (rate == null || rate.signum() == 0 || ledger.work().held().count() > 0) {
            return null;
        }
        long open = ledger.count(RowState.PENDING, RowState.SUBMITTING, RowState.SUBMITTED, RowState.COMPLETED);
        long working =
                BigDecimal.valueOf(open).divide(rate, 0, RoundingMode.CEILING).longValue();
        return working + (paused ? pause.toSeconds() : 0);
    }

    private BigDecimal rateAfterPause() {
        return rateBeforePause == null || rateBeforePause.signum() == 0 ? submits.perSecond() : rateBeforePause;
    }

    /** Returns the longest pause that is left, of calls that are still to be made; zero if there is none. */
    private Duration pauseLeft() {
        Duration left = Duration.ZERO;
        if (!ledger.signals().submitsStopped()) {
            left = longer(left, submits, RowState.PENDING, RowState.SUBMITTING);
        }
        left = longer(left, polls, RowState.SUBMITTED);
        return longer(left, downloads, RowState.COMPLETED);
    }

    private Duration longer(Duration other, CallRateLimiter calls, RowState... waiting) {
        Duration pause = calls.pauseLeft();
        return pause.compareTo(other) > 0 && ledger.count(waiting) > 0 ? pause : other;
    }
}
