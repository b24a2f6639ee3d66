package dev.darkroom.simulator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** All that is to go wrong: a fault strikes if any rule says so. Thread-safe. */
final class FaultPlan {

    private final List<FaultRule> rules;

    FaultPlan(List<FaultRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The settings' shares, and whatever a prompt asks for. */
    static FaultPlan of(SimulatorSettings settings) {
        List<FaultRule> rules = new ArrayList<>();
        rules.add(new PromptRule());
        settings.faults().forEach((word, share) -> rules.add(new ShareRule(Fault.named(word), share, settings.seed())));
        return new FaultPlan(rules);
    }

    boolean strikes(Fault fault, Occasion occasion) {
        return rules.stream().anyMatch(rule -> rule.strikes(fault, occasion));
    }

    /** @throws RefusedException if the token is to be bad this time */
    void checkToken(Occasion occasion) {
        if (strikes(Fault.BAD_TOKEN, occasion)) {
            throw new RefusedException(RefusedException.BAD_TOKEN, "Invalid token or inactive account");
        }
    }

    /** The faults of a moment that strike on an occasion. */
    Set<Fault> striking(Fault.Moment moment, Occasion occasion) {
        Set<Fault> striking = EnumSet.noneOf(Fault.class);
        for (Fault fault : Fault.values()) {
            if (fault.moment() == moment && strikes(fault, occasion)) {
                striking.add(fault);
            }
        }
        return striking;
    }
}
