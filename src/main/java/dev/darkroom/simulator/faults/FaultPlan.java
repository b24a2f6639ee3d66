package dev.darkroom.simulator.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides all that is to go wrong: a fault strikes if the prompt names it or any rule says so. The rules can be
 * replaced at any time. Thread-safe; whoever needs an allowance to be exact reads and {@linkplain #accepted accepts}
 * under one lock.
 */
public final class FaultPlan {

    private static final Map<FaultPoint, List<FaultKind>> BY_MOMENT = byMoment();

    private final AcceptedSubmits accepted = new AcceptedSubmits();
    private final long seed;
    private volatile ArmedRules armed;

    public FaultPlan(FaultRules rules, long seed, Instant since) {
        this.seed = seed;
        this.armed = arm(rules, since, seed, accepted);
    }

    /** Forgets the rules until now for these, whose time begins now. */
    public void replace(FaultRules rules, Instant now) {
        armed = arm(rules, now, seed, accepted);
    }

    public FaultRules rules() {
        return armed.rules();
    }

    /** Notes that a submit was accepted. */
    public void accepted(Instant now) {
        accepted.add(now);
    }

    /** Returns the rule by which a fault strikes now, or null. */
    @Nullable
    FaultRule strike(FaultKind fault, FaultContext occasion) {
        if (PromptMarks.strikes(fault, occasion)) {
            return FaultRule.of(fault, 1);
        }
        for (ArmedRule rule : armed.byFault().getOrDefault(fault, List.of())) {
            if (rule.strikes(occasion)) {
                return rule.rule();
            }
        }
        return null;
    }

    /** Returns the rule by which the first fault of a moment strikes that strikes now, or null. */
    @Nullable
    public FaultRule first(FaultPoint moment, FaultContext occasion) {
        return first(moment, occasion, fault -> true);
    }

    @Nullable
    public FaultRule first(FaultPoint moment, FaultContext occasion, Predicate<FaultKind> possible) {
        for (FaultKind fault : BY_MOMENT.getOrDefault(moment, List.of())) {
            FaultRule struck = possible.test(fault) ? strike(fault, occasion) : null;
            if (struck != null) {
                return struck;
            }
        }
        return null;
    }

    /** Returns the faults that a job is going to have for good. */
    public Set<FaultKind> lasting(FaultContext occasion) {
        Set<FaultKind> striking = EnumSet.noneOf(FaultKind.class);
        for (FaultKind fault : FaultKind.values()) {
            if (fault.moment().lasting() && strike(fault, occasion) != null) {
                striking.add(fault);
            }
        }
        return striking;
    }

    private static ArmedRules arm(FaultRules rules, Instant since, long seed, AcceptedSubmits accepted) {
        Map<FaultKind, List<ArmedRule>> byFault = new EnumMap<>(FaultKind.class);
        for (FaultRule rule : rules.rules()) {
            List<ArmedRule> same = byFault.computeIfAbsent(rule.fault(), fault -> new ArrayList<>());
            // Two rules of a fault must not always strike the same occasions.
            same.add(new ArmedRule(rule, since, seed + same.size(), accepted));
        }
        return new ArmedRules(rules, byFault);
    }

    private static Map<FaultPoint, List<FaultKind>> byMoment() {
        Map<FaultPoint, List<FaultKind>> faults = new EnumMap<>(FaultPoint.class);
        for (FaultPoint moment : FaultPoint.values()) {
            faults.put(
                    moment,
                    Arrays.stream(FaultKind.values())
                            .filter(fault -> fault.moment() == moment)
                            .toList());
        }
        return faults;
    }

    private record ArmedRules(FaultRules rules, Map<FaultKind, List<ArmedRule>> byFault) {}
}
