package dev.darkroom.simulator.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A rule at work: it knows since when, and how often it has struck. Which occasions a share strikes follows from the
 * seed. Thread-safe.
 */
final class ArmedRule {

    private final FaultRule rule;
    private final Instant since;
    private final long seed;
    private final AcceptedSubmits accepted;
    private final AtomicLong struck = new AtomicLong();

    ArmedRule(FaultRule rule, Instant since, long seed, AcceptedSubmits accepted) {
        this.rule = rule;
        this.since = since;
        this.seed = seed;
        this.accepted = accepted;
    }

    FaultRule rule() {
        return rule;
    }

    /** Returns whether it strikes now, and counts it. */
    boolean strikes(FaultContext occasion) {
        return isTime(occasion.now())
                && rule.submits().has(occasion.submit())
                && occasion.prompt().contains(rule.prompt())
                && isOver(rule.over(), occasion.now())
                && isDrawn(occasion)
                && isLeft();
    }

    private boolean isTime(Instant now) {
        Duration age = Duration.between(since, now);
        return age.compareTo(rule.from()) >= 0 && (rule.to() == null || age.compareTo(rule.to()) < 0);
    }

    private boolean isOver(@Nullable SubmitAllowance over, Instant now) {
        return over == null || accepted.within(over.stretch(), now) >= over.count();
    }

    private boolean isDrawn(FaultContext occasion) {
        long word = rule.fault().keyword().hashCode();
        return SeededHash.share(seed, word, occasion.subject(), occasion.time()) < rule.share();
    }

    private boolean isLeft() {
        return rule.times() == Long.MAX_VALUE
                || struck.getAndUpdate(count -> Math.min(count + 1, rule.times())) < rule.times();
    }
}
