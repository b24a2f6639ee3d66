package dev.darkroom.simulator;

import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes rules as {@link RuleReader} reads them. */
final class RuleWriter {

    private RuleWriter() {}

    static JsonNode json(FaultRule rule) {
        if (rule.isMereShare()) {
            return Json.number(rule.share());
        }
        ObjectNode keys = Json.object();
        if (rule.share() < 1) {
            keys.put(RuleKey.SHARE.word(), rule.share());
        }
        if (!rule.from().isZero()) {
            keys.put(RuleKey.FROM.word(), text(rule.from()));
        }
        if (rule.to() != null) {
            keys.put(RuleKey.TO.word(), text(rule.to()));
        }
        if (rule.times() < Long.MAX_VALUE) {
            keys.put(RuleKey.TIMES.word(), rule.times());
        }
        if (!rule.prompt().isEmpty()) {
            keys.put(RuleKey.PROMPT.word(), rule.prompt());
        }
        if (!rule.submits().equals(SubmitRange.ALL)) {
            keys.put(RuleKey.SUBMITS.word(), rule.submits().toString());
        }
        if (rule.over() != null) {
            keys.put(RuleKey.OVER.word(), rule.over().toString());
        }
        if (!rule.retryAfter().equals(RetryAfter.ONE_SECOND)) {
            keys.put(RuleKey.RETRY_AFTER.word(), rule.retryAfter().form());
        }
        return keys;
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
