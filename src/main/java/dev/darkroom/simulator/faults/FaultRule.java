package dev.darkroom.simulator.faults;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One line of the fault plan: a fault, and the occasions on which it strikes. It strikes where all conditions hold.
 *
 * @param share of the occasions, from 0 to 1
 * @param from since the plan was set
 * @param to since the plan was set, the moment itself not included; null for ever
 * @param times it strikes at most so often
 * @param prompt a text that the row's prompt contains
 * @param submits which submits, or the requests that came of them
 * @param over only what exceeds this allowance, or null
 * @param retryAfter what a 429 says
 */
public record FaultRule(
        FaultKind fault,
        double share,
        Duration from,
        @Nullable Duration to,
        long times,
        String prompt,
        SubmitRange submits,
        @Nullable SubmitAllowance over,
        RetryAfterForm retryAfter) {

    /** Makes the rule of a fault that strikes a share of the occasions, without any other condition. */
    static FaultRule of(FaultKind fault, double share) {
        return new FaultRule(
                fault,
                share,
                Duration.ZERO,
                null,
                Long.MAX_VALUE,
                "",
                SubmitRange.ALL,
                null,
                RetryAfterForm.ONE_SECOND);
    }

    boolean isMereShare() {
        return equals(of(fault, share));
    }
}
