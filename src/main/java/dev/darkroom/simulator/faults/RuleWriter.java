package dev.darkroom.simulator.faults;

import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes rules as {@link RuleReader} reads them. */
final class RuleWriter {

    private RuleWriter() {}

    static JsonNode json(FaultRule rule) {
        if (rule.isMereShare()) {
            return SimulatorJson.number(rule.share());
        }
        ObjectNode keys = SimulatorJson.object();
        if (rule.share() < 1) {
            keys.put(RuleKey.SHARE.keyword(), rule.share());
        }
        if (!rule.from().isZero()) {
            keys.put(RuleKey.FROM.keyword(), text(rule.from()));
        }
        if (rule.to() != null) {
            keys.put(RuleKey.TO.keyword(), text(rule.to()));
        }
        if (rule.times() < Long.MAX_VALUE) {
            keys.put(RuleKey.TIMES.keyword(), rule.times());
        }
        if (!rule.prompt().isEmpty()) {
            keys.put(RuleKey.PROMPT.keyword(), rule.prompt());
        }
        if (!rule.submits().equals(SubmitRange.ALL)) {
            keys.put(RuleKey.SUBMITS.keyword(), rule.submits().toString());
        }
        if (rule.over() != null) {
            keys.put(RuleKey.OVER.keyword(), rule.over().toString());
        }
        if (!rule.retryAfter().equals(RetryAfterForm.ONE_SECOND)) {
            keys.put(RuleKey.RETRY_AFTER.keyword(), rule.retryAfter().form());
        }
        return keys;
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
