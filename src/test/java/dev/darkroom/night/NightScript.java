package dev.darkroom.night;

import dev.darkroom.jobfile.rules.FailThreshold;
import dev.darkroom.jobfile.rules.PollRules;
import dev.darkroom.jobfile.rules.RetryRules;
import dev.darkroom.pace.CallRate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The script of a night: the job and the ways in which it may go wrong.
 *
 * @param rows how many the manifest has
 * @param processes how many processes meet with faults, and may die of them; after them all is well
 * @param clocks what becomes of the clocks, and of the machine
 * @param slow whether calls take time, in which others go on
 * @param outages when the service is away
 * @param faults how often each goes wrong, from 0 to 1
 */
record NightScript(
        int rows,
        int window,
        CallRate rate,
        PollRules poll,
        RetryRules retry,
        Duration outageLimit,
        int downloads,
        @Nullable BigDecimal budget,
        @Nullable Integer canary,
        FailThreshold threshold,
        @Nullable Duration deadline,
        int processes,
        ClockTrouble.ClockFault clocks,
        boolean slow,
        List<ServiceOutage> outages,
        Map<NightFault, Double> faults) {

    /** A time of the night in which the service is away, or takes no submits. */
    record ServiceOutage(Duration from, Duration to, boolean submitsAlone) {}

    static NightScript of(SeededChance chance) {
        int rows = chance.between(1, 9);
        double evil = chance.of(0.0, 0.03, 0.1, 0.1, 0.3);
        Map<NightFault, Double> faults = new EnumMap<>(NightFault.class);
        for (NightFault fault : NightFault.values()) {
            faults.put(fault, chance.in(0.4) ? evil * chance.of(0.3, 1.0, 2.0) : 0);
        }
        List<ServiceOutage> outages = new ArrayList<>();
        for (int n = chance.in(0.4) ? chance.between(1, 3) : 0; n > 0; n--) {
            Duration from = chance.seconds(0, 120);
            outages.add(new ServiceOutage(from, from.plus(chance.seconds(1, chance.of(10, 100, 900))), chance.in(0.4)));
        }
        return new NightScript(
                rows,
                chance.between(1, 6),
                new CallRate(BigDecimal.valueOf(chance.of(1, 5, 20, 100)), Duration.ofSeconds(chance.of(1, 1, 10))),
                new PollRules(chance.seconds(10, 120), chance.seconds(10, 120)),
                new RetryRules(chance.between(1, 4), Duration.ofSeconds(1), chance.seconds(2, 30)),
                chance.seconds(20, 600),
                chance.between(1, 3),
                chance.in(0.4) ? BigDecimal.valueOf(chance.between(2, 12 * rows), 2) : null,
                chance.in(0.25) ? chance.between(1, rows) : null,
                new FailThreshold((long) chance.between(0, 2), null),
                chance.in(0.15) ? chance.seconds(1, 60) : null,
                chance.between(1, 5),
                chance.in(0.3) ? ClockTrouble.ClockFault.ANY : ClockTrouble.ClockFault.NONE,
                chance.in(0.3),
                outages,
                faults);
    }

    boolean isAway(Duration time, boolean submit) {
        return outages.stream()
                .anyMatch(outage -> (submit || !outage.submitsAlone())
                        && time.compareTo(outage.from()) >= 0
                        && time.compareTo(outage.to()) < 0);
    }
}
