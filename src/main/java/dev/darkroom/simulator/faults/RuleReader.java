package dev.darkroom.simulator.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the rules of one fault: a share, an object of keys, or a list of these. Numbers may be texts as well. */
final class RuleReader {

    private final FaultKind fault;

    RuleReader(FaultKind fault) {
        this.fault = fault;
    }

    /** @throws BadFaultException at what cannot be meant */
    List<FaultRule> read(JsonNode value) {
        List<String> path = List.of(fault.keyword());
        if (!(value instanceof ArrayNode list)) {
            return List.of(one(path, value));
        }
        List<FaultRule> rules = new ArrayList<>();
        for (int index = 0; index < list.size(); index++) {
            rules.add(one(below(path, String.valueOf(index)), list.path(index)));
        }
        return rules;
    }

    private FaultRule one(List<String> path, JsonNode value) {
        if (value instanceof ObjectNode keys) {
            return rule(path, keys);
        }
        if (!value.isNumber() && !value.isString()) {
            throw BadFaultException.atValue(path, "is neither a share, such as 0.05 or 5%, nor keys nor a list");
        }
        return FaultRule.of(fault, parsed(path, value, RuleTexts::share));
    }

    private FaultRule rule(List<String> path, ObjectNode keys) {
        Map<RuleKey, JsonNode> given = new EnumMap<>(RuleKey.class);
        keys.properties().forEach(entry -> given.put(key(below(path, entry.getKey())), entry.getValue()));
        RuleReading reading = new RuleReading(path, given);
        FaultRule rule = new FaultRule(
                fault,
                reading.get(RuleKey.SHARE, RuleTexts::share, 1.0),
                reading.get(RuleKey.FROM, RuleTexts::duration, Duration.ZERO),
                reading.find(RuleKey.TO, RuleTexts::duration),
                reading.get(RuleKey.TIMES, RuleTexts::count, Long.MAX_VALUE),
                reading.get(RuleKey.PROMPT, Function.identity(), ""),
                reading.get(RuleKey.SUBMITS, SubmitRange::parse, SubmitRange.ALL),
                reading.find(RuleKey.OVER, SubmitAllowance::parse),
                reading.get(RuleKey.RETRY_AFTER, RetryAfterForm::parse, RetryAfterForm.ONE_SECOND));
        check(path, rule, given);
        return rule;
    }

    private RuleKey key(List<String> path) {
        try {
            return RuleKey.named(path.get(path.size() - 1));
        } catch (IllegalArgumentException unknown) {
            throw BadFaultException.atKey(path, String.valueOf(unknown.getMessage()));
        }
    }

    private void check(List<String> path, FaultRule rule, Map<RuleKey, JsonNode> given) {
        if (rule.to() != null && rule.to().compareTo(rule.from()) <= 0) {
            throw BadFaultException.atValue(below(path, RuleKey.TO.keyword()), "is not after from");
        }
        if (rule.over() != null && fault != FaultKind.THROTTLE) {
            throw BadFaultException.atKey(below(path, RuleKey.OVER.keyword()), "is for throttle only");
        }
        boolean told = fault == FaultKind.THROTTLE || fault == FaultKind.STATUS_429;
        if (given.containsKey(RuleKey.RETRY_AFTER) && !told) {
            throw BadFaultException.atKey(
                    below(path, RuleKey.RETRY_AFTER.keyword()), "is for throttle and status-429 only");
        }
    }

    private static <T> T parsed(List<String> path, JsonNode value, Function<String, T> parse) {
        if (!value.isNumber() && !value.isString()) {
            throw BadFaultException.atValue(path, "is not a single value");
        }
        try {
            return parse.apply(value.asString().strip());
        } catch (IllegalArgumentException wrong) {
            throw BadFaultException.atValue(path, String.valueOf(wrong.getMessage()));
        }
    }

    private static List<String> below(List<String> path, String key) {
        List<String> deeper = new ArrayList<>(path);
        deeper.add(key);
        return deeper;
    }

    /** The values that were given for a rule. */
    private record RuleReading(List<String> path, Map<RuleKey, JsonNode> given) {

        <T> T get(RuleKey key, Function<String, T> parse, T otherwise) {
            T found = find(key, parse);
            return found == null ? otherwise : found;
        }

        <T> @Nullable T find(RuleKey key, Function<String, T> parse) {
            JsonNode value = given.get(key);
            return value == null ? null : parsed(below(path, key.keyword()), value, parse);
        }
    }
}
