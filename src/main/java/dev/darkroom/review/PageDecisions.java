package dev.darkroom.review;

import dev.darkroom.ledger.verdicts.Verdict;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Decisions as a page that is served sends them, of one person or several, each about a row of its own. */
public final class PageDecisions {

    /** Where they are read from, as it is recorded and told. */
    static final String SOURCE = "report.html";

    private final List<DecisionLine> lines;
    private final Set<Long> rows;

    private PageDecisions(List<DecisionLine> lines, Set<Long> rows) {
        this.lines = lines;
        this.rows = rows;
    }

    /**
     * Reads them.
     *
     * @param sent the array of them, with the names of the columns of {@code decisions.csv}, and the number of its row in the
     *     manifest as {@code number}
     * @param reviewer who decided where that is not said; empty if that is not known
     * @throws IllegalArgumentException if it is not what a page sends
     */
    public static PageDecisions read(JsonNode sent, String reviewer) {
        if (!sent.isArray() || sent.isEmpty()) {
            throw new IllegalArgumentException("decisions is no list of decisions");
        }
        List<DecisionLine> lines = new ArrayList<>();
        Set<Long> rows = new HashSet<>();
        for (JsonNode decision : sent) {
            rows.add(decision.path("number").longValue(0));
            lines.add(line(decision, lines.size() + 1, reviewer));
        }
        return new PageDecisions(lines, rows);
    }

    private static DecisionLine line(JsonNode decision, int at, String reviewer) {
        Verdict verdict = VerdictWords.of(text(decision, "decision"))
                .orElseThrow(() -> new IllegalArgumentException("decision " + at + " is none that is known"));
        JsonNode row = decision.path("line");
        String id = text(decision, "id");
        if (id.isEmpty() || !row.isIntegralNumber() || !decision.path("number").isIntegralNumber()) {
            throw new IllegalArgumentException("decision " + at + " does not name its row");
        }
        String by = text(decision, "reviewer");
        return new DecisionLine(
                SOURCE,
                at,
                id,
                verdict,
                text(decision, "note"),
                row.longValue(),
                text(decision, "request_id"),
                text(decision, "input_key"),
                by.isEmpty() ? reviewer : by,
                time(text(decision, "reviewed_at"), at));
    }

    private static String text(JsonNode decision, String name) {
        JsonNode value = decision.path(name);
        // No database and no spreadsheet takes a NUL.
        return value.isString() ? value.stringValue().replace("\0", "").strip() : "";
    }

    private static @Nullable Instant time(String text, int at) {
        try {
            return text.isEmpty() ? null : DecisionTime.read(text);
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException("decision " + at + " has no time but " + text, unreadable);
        }
    }

    /** Returns how many there are. */
    public int count() {
        return lines.size();
    }

    /** Returns the numbers of the rows that they name. */
    Set<Long> rows() {
        return rows;
    }

    List<DecisionLine> lines() {
        return lines;
    }
}
