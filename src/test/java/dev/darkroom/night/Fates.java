package dev.darkroom.night;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;

/** What becomes of purchases at the service, by chance. */
final class Fates {

    private final Predicate<Fault> goesWrong;
    private final Chance chance;
    private final InstantSource clock;
    private boolean calm;

    Fates(Predicate<Fault> goesWrong, Chance chance, InstantSource clock) {
        this.goesWrong = goesWrong;
        this.chance = chance;
        this.clock = clock;
    }

    /** From now on all goes well, and fast. */
    void calm() {
        calm = true;
    }

    /** What becomes of a purchase that is accepted now. */
    Order order(String id, String prompt, int outputs, BigDecimal estimate) {
        Order.Fate fate = Order.Fate.SUCCEEDS;
        if (goesWrong.test(Fault.JOB_FAILS)) {
            fate = Order.Fate.FAILS;
        } else if (goesWrong.test(Fault.JOB_WITHOUT_OUTPUT)) {
            fate = Order.Fate.WITHOUT_OUTPUT;
        } else if (goesWrong.test(Fault.JOB_CANCELLED)) {
            fate = Order.Fate.CANCELLED;
        } else if (goesWrong.test(Fault.JOB_FORGOTTEN)) {
            fate = Order.Fate.FORGOTTEN;
        }
        Duration waits = chance.seconds(0, chance.of(1, 5, 20));
        Duration works = chance.seconds(0.1, chance.of(1, 5, 20));
        if (goesWrong.test(Fault.JOB_STUCK_IN_QUEUE)) {
            waits = Duration.ofDays(1);
        }
        if (goesWrong.test(Fault.JOB_STUCK_AT_WORK)) {
            works = Duration.ofDays(1);
        } else if (goesWrong.test(Fault.JOB_LATE)) {
            works = chance.seconds(30, 300);
        }
        if (calm) {
            waits = chance.seconds(0, 3);
            works = chance.seconds(0.1, 3);
        }
        Instant starts = clock.instant().plus(waits);
        boolean billed = fate == Order.Fate.SUCCEEDS || (fate != Order.Fate.CANCELLED && chance.in(0.5));
        BigDecimal cost = billed ? estimate : BigDecimal.ZERO;
        if (goesWrong.test(Fault.COST_UNTOLD)) {
            cost = null;
        } else if (billed && goesWrong.test(Fault.COST_HIGHER)) {
            cost = estimate.multiply(BigDecimal.valueOf(chance.between(2, 4)));
        } else if (billed && chance.in(0.2)) {
            cost = estimate.divide(BigDecimal.valueOf(2));
        }
        return new Order(id, prompt, outputs, estimate, fate, cost, clock.instant(), starts, starts.plus(works));
    }
}
