package dev.darkroom.review.server;

import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.review.DecisionOutcome;
import dev.darkroom.review.DecisionOutcome.DecisionResult;
import dev.darkroom.review.PageDecisions;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes the calls by which a page sends decisions, one at a time, and tells a page that is opened later what came of them. */
final class DecisionCalls {

    static final String NAME = "decisions";

    private static final int OK = 200;
    private static final int BAD = 400;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int REFUSED = 422;
    private static final int UNAVAILABLE = 503;

    private static final int MAX_BODY = 1_000_000;
    private static final int MAX_DECISIONS = 1_000;

    private final DecisionDesk desk;
    private final String reviewer;
    private final JsonMapper json;
    private final Map<Long, RecordedVerdict> made = new TreeMap<>();
    private boolean ended;

    DecisionCalls(DecisionDesk desk, String reviewer, JsonMapper json) {
        this.desk = desk;
        this.reviewer = reviewer;
        this.json = json;
    }

    /** Takes no more, once what is being recorded is recorded. */
    synchronized void end() {
        ended = true;
    }

    /** Returns the last word on each row that was judged since the server began, which its page does not tell. */
    synchronized ServedAnswer made() {
        ObjectNode answer = json.createObjectNode();
        ArrayNode rows = answer.putArray("rows");
        made.forEach((number, said) -> {
            ObjectNode row = rows.addObject().put("row", number);
            row.set("last", told(said));
        });
        return ServedAnswer.json(OK, answer.toString());
    }

    ServedAnswer take(InputStream body) throws IOException {
        byte[] sent = body.readNBytes(MAX_BODY + 1);
        if (sent.length > MAX_BODY) {
            return ServedAnswer.text(TOO_LARGE, "too many decisions at once");
        }
        PageDecisions decisions;
        try {
            decisions = PageDecisions.read(json.readTree(sent).path("decisions"), reviewer);
        } catch (JacksonException | IllegalArgumentException bad) {
            return ServedAnswer.text(BAD, "these are no decisions");
        }
        return decisions.count() > MAX_DECISIONS
                ? ServedAnswer.text(TOO_LARGE, "too many decisions at once")
                : record(decisions);
    }

    private synchronized ServedAnswer record(PageDecisions decisions) throws IOException {
        Optional<List<DecisionOutcome>> recorded = ended ? Optional.empty() : desk.record(decisions);
        if (recorded.isEmpty()) {
            return ServedAnswer.text(UNAVAILABLE, "a run holds the workspace");
        }
        List<DecisionOutcome> outcomes = recorded.get();
        ObjectNode answer = json.createObjectNode();
        ArrayNode results = answer.putArray("results");
        for (DecisionOutcome outcome : outcomes) {
            RecordedVerdict last = outcome.last();
            if (last != null) {
                made.put(outcome.row(), last);
            }
            ObjectNode result = results.addObject()
                    .put("result", outcome.result().name().toLowerCase(Locale.ROOT))
                    .put("message", outcome.message());
            result.set("last", told(last));
        }
        return ServedAnswer.json(status(outcomes), answer.toString());
    }

    private static int status(List<DecisionOutcome> outcomes) {
        if (outcomes.stream().anyMatch(outcome -> outcome.result() == DecisionResult.CONFLICT)) {
            return CONFLICT;
        }
        return outcomes.stream().allMatch(outcome -> outcome.result() == DecisionResult.RECORDED) ? OK : REFUSED;
    }

    private @Nullable ObjectNode told(@Nullable RecordedVerdict said) {
        if (said == null) {
            return null;
        }
        return json.createObjectNode()
                .put("verdict", said.verdict().keyword())
                .put("note", said.note())
                .put("reviewer", said.reviewer())
                .put("at", said.decidedAt().toEpochMilli());
    }
}
