package dev.darkroom.cli.output;

import dev.darkroom.cli.terminal.TextTable;
import dev.darkroom.io.CountText;
import dev.darkroom.io.SafeText;
import dev.darkroom.runs.UnknownPurchase;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lists the requests that may have been accepted and billed, as they are found on the vendor's usage page, and the
 * commands that settle them; safe for a terminal whatever a manifest holds.
 */
public final class UnknownText {

    private static final int MAX_SHOWN = 20;
    private static final int MAX_OF_PROMPT = 100;
    private static final String INDENT = " ".repeat(10);

    private UnknownText() {}

    /**
     * Returns the lines; none if there is nothing to settle.
     *
     * @param program how this program is called, up to the command
     */
    public static List<String> lines(String run, List<UnknownPurchase> unknown, String program) {
        if (unknown.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("unknown   " + CountText.of(unknown.size(), "request")
                + " may have been accepted and billed; look for "
                + (unknown.size() == 1 ? "it" : "them") + " on the vendor's usage page:");
        table(unknown).lines().forEach(line -> lines.add(INDENT + line));
        if (unknown.size() > MAX_SHOWN) {
            lines.add(INDENT + "and " + count(unknown.size() - MAX_SHOWN) + " more: status --json tells of all");
        }
        String id = SafeText.line(run);
        String safe = SafeText.line(program);
        lines.add(INDENT + "if it is there:      " + safe + " resolve " + id + " ID REQUEST_ID");
        lines.add(INDENT + "if it is not:        " + safe + " resolve " + id + " ID not-submitted");
        lines.add(INDENT + "to buy all again:    " + safe + " resume " + id
                + " --only unknown  (what was accepted is charged twice)");
        return lines;
    }

    private static TextTable table(List<UnknownPurchase> unknown) {
        TextTable table = new TextTable("SENT (UTC)", "ID", "MODEL", "PROMPT");
        for (UnknownPurchase purchase : unknown.subList(0, Math.min(MAX_SHOWN, unknown.size()))) {
            table.add(
                    purchase.sentAt().truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "Z"),
                    purchase.id(),
                    purchase.model(),
                    SafeText.line(purchase.prompt(), MAX_OF_PROMPT));
        }
        return table;
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
