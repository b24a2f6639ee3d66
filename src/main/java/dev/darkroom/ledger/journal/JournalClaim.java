package dev.darkroom.ledger.journal;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The claim that a line of a journal makes about a purchase, read as plain JSON, so that a line is understood that its
 * own code does not know.
 *
 * @param requestId the request it names, null if it names none
 * @param fetched whether files of it are in place
 * @param loses whether files that were in place are not there any more
 * @param releases whether the row may be submitted after it
 * @param damaged whether no more than the row can be read
 */
public record JournalClaim(
        String what,
        int row,
        int attempt,
        @Nullable String requestId,
        boolean fetched,
        boolean loses,
        boolean releases,
        boolean damaged) {

    private static final int CHECKSUM = 9;
    private static final Pattern ROW = Pattern.compile("\"row\":(\\d{1,9}),\"attempt\":(\\d{1,4})\\b");
    private static final Set<String> OF_PURCHASES = Set.of(
            "intent",
            "accepted",
            "unknown",
            "refused",
            "completed",
            "ended",
            "cost",
            "fetched",
            "not_fetched",
            "taken_over",
            "resolved",
            "doubted");

    /** Reads a line; returns null if nothing can be read, not even the row. */
    static @Nullable public JournalClaim of(byte[] line, JsonMapper json) {
        if (JournalFormat.isWhole(line)) {
            try {
                return of(json.readTree(line, CHECKSUM, line.length - CHECKSUM));
            } catch (JacksonException e) {
                return null;
            }
        }
        Matcher row = ROW.matcher(new String(line, StandardCharsets.UTF_8));
        return row.find()
                ? new JournalClaim(
                        "damaged",
                        Integer.parseInt(row.group(1)),
                        Integer.parseInt(row.group(2)),
                        null,
                        false,
                        false,
                        false,
                        true)
                : null;
    }

    private static JournalClaim of(JsonNode content) {
        String what = content.path("what").asString("");
        JsonNode request = content.path("request_id");
        String to = content.path("to").asString("");
        boolean releases = what.equals("released")
                || what.equals("withdrawn")
                || (what.equals("resolved") && !request.isString())
                || (what.equals("reopened") && to.equals("PENDING"));
        return new JournalClaim(
                what,
                content.path("row").asInt(0),
                content.path("attempt").asInt(0),
                request.isString() ? request.asString() : null,
                what.equals("fetched"),
                what.equals("reopened") && content.path("from").asString("").equals("SUCCEEDED"),
                releases,
                false);
    }

    /**
     * Returns whether the ledger must hold the purchase.
     *
     * @param rows how many rows the run has: a damaged line may name another one
     */
    public boolean isOfPurchase(long rows) {
        if (damaged) {
            return attempt > 0 && row > 0 && row <= rows;
        }
        return requestId != null || OF_PURCHASES.contains(what);
    }
}
