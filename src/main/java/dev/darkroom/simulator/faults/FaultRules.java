package dev.darkroom.simulator.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules of what is to go wrong at the simulated service, by the faults' names: a share of the calls (0.05 or 5%),
 * or the keys of a rule ({@code share, from, to, times, prompt, submits, over, retry-after}), or a list of both; {@code
 * docs/simulator.md} tells what they mean. Immutable.
 */
public final class FaultRules {

    private final List<FaultRule> rules;

    private FaultRules(List<FaultRule> rules) {
        this.rules =
                rules.stream().sorted(Comparator.comparing(FaultRule::fault)).toList();
    }

    /** Returns rules by which nothing goes wrong. */
    public static FaultRules none() {
        return new FaultRules(List.of());
    }

    /**
     * Reads a plan.
     *
     * @param plan a JSON object; numbers in it may be texts as well
     * @throws BadFaultException if it names an unknown fault or key, or a value that a key does not take
     */
    public static FaultRules of(JsonNode plan) {
        if (!(plan instanceof ObjectNode object)) {
            throw BadFaultException.atValue(List.of(), "is not an object of faults");
        }
        List<FaultRule> rules = new ArrayList<>();
        object.properties()
                .forEach(entry -> rules.addAll(new RuleReader(fault(entry.getKey())).read(entry.getValue())));
        return new FaultRules(rules);
    }

    /**
     * Reads a plan whose values are shares, or rules as JSON.
     *
     * @throws BadFaultException as for {@link #of}
     */
    public static FaultRules ofTexts(Map<String, String> plan) {
        ObjectNode object = SimulatorJson.object();
        plan.forEach((name, text) -> object.set(name, value(name, text.strip())));
        return of(object);
    }

    /**
     * Makes a plan of shares alone, from 0 to 1.
     *
     * @throws BadFaultException as for {@link #of}
     */
    public static FaultRules ofShares(Map<String, Double> plan) {
        ObjectNode object = SimulatorJson.object();
        plan.forEach(object::put);
        return of(object);
    }

    /** Returns whether nothing goes wrong. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Returns the same as JSON, which {@link #of} reads. */
    public ObjectNode json() {
        ObjectNode object = SimulatorJson.object();
        Map<FaultKind, List<FaultRule>> byFault = rules.stream().collect(Collectors.groupingBy(FaultRule::fault));
        rules.stream().map(FaultRule::fault).distinct().forEach(fault -> {
            List<FaultRule> same = Objects.requireNonNull(byFault.get(fault));
            if (same.size() == 1) {
                object.set(fault.keyword(), RuleWriter.json(same.get(0)));
                return;
            }
            ArrayNode list = object.putArray(fault.keyword());
            same.forEach(rule -> list.add(RuleWriter.json(rule)));
        });
        return object;
    }

    List<FaultRule> rules() {
        return rules;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FaultRules that && rules.equals(that.rules);
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }

    @Override
    public String toString() {
        return json().toString();
    }

    private static FaultKind fault(String name) {
        try {
            return FaultKind.named(name);
        } catch (IllegalArgumentException unknown) {
            throw BadFaultException.atKey(List.of(name), "is not a fault: " + unknown.getMessage());
        }
    }

    private static JsonNode value(String name, String text) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return SimulatorJson.text(text);
        }
        try {
            return SimulatorJson.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (JacksonException broken) {
            throw BadFaultException.atValue(List.of(name), "is not JSON: " + broken.getOriginalMessage());
        }
    }
}
