package dev.darkroom.night;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;

/** Makes up by chance what becomes of purchases at the service. */
final class SeededOutcomes {

    private final Predicate<NightFault> goesWrong;
    private final SeededChance chance;
    private final InstantSource clock;
    private boolean calm;

    SeededOutcomes(Predicate<NightFault> goesWrong, SeededChance chance, InstantSource clock) {
        this.goesWrong = goesWrong;
        this.chance = chance;
        this.clock = clock;
    }

    /** Lets all go well from now on, and fast. */
    void calm() {
        calm = true;
    }

    /** Makes up what becomes of a purchase that is accepted now. */
    ServicePurchase order(String id, String prompt, int outputs, BigDecimal estimate) {
        ServicePurchase.PurchaseOutcome fate = ServicePurchase.PurchaseOutcome.SUCCEEDS;
        if (goesWrong.test(NightFault.JOB_FAILS)) {
            fate = ServicePurchase.PurchaseOutcome.FAILS;
        } else if (goesWrong.test(NightFault.JOB_WITHOUT_OUTPUT)) {
            fate = ServicePurchase.PurchaseOutcome.WITHOUT_OUTPUT;
        } else if (goesWrong.test(NightFault.JOB_CANCELLED)) {
            fate = ServicePurchase.PurchaseOutcome.CANCELLED;
        } else if (goesWrong.test(NightFault.JOB_FORGOTTEN)) {
            fate = ServicePurchase.PurchaseOutcome.FORGOTTEN;
        }
        Duration waits = chance.seconds(0, chance.of(1, 5, 20));
        Duration works = chance.seconds(0.1, chance.of(1, 5, 20));
        if (goesWrong.test(NightFault.JOB_STUCK_IN_QUEUE)) {
            waits = Duration.ofDays(1);
        }
        if (goesWrong.test(NightFault.JOB_STUCK_AT_WORK)) {
            works = Duration.ofDays(1);
        } else if (goesWrong.test(NightFault.JOB_LATE)) {
            works = chance.seconds(30, 300);
        }
        if (calm) {
            waits = chance.seconds(0, 3);
            works = chance.seconds(0.1, 3);
        }
        Instant starts = clock.instant().plus(waits);
        boolean billed = fate == ServicePurchase.PurchaseOutcome.SUCCEEDS
                || (fate != ServicePurchase.PurchaseOutcome.CANCELLED && chance.in(0.5));
        BigDecimal cost = billed ? estimate : BigDecimal.ZERO;
        if (goesWrong.test(NightFault.COST_UNTOLD)) {
            cost = null;
        } else if (billed && goesWrong.test(NightFault.COST_HIGHER)) {
            cost = estimate.multiply(BigDecimal.valueOf(chance.between(2, 4)));
        } else if (billed && chance.in(0.2)) {
            cost = estimate.divide(BigDecimal.valueOf(2));
        }
        return new ServicePurchase(
                id, prompt, outputs, estimate, fate, cost, clock.instant(), starts, starts.plus(works));
    }
}
