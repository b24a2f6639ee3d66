package dev.darkroom.cli.output;

import dev.darkroom.cli.terminal.TextTable;
import dev.darkroom.io.CountText;
import dev.darkroom.io.MoneyText;
import dev.darkroom.ledger.costs.GroupCosts;
import dev.darkroom.runs.WorkspaceCosts;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats costs for a person, in US dollars; safe for a terminal whatever a manifest holds. */
public final class CostsText {

    private static final String TOTAL = "TOTAL";
    private static final List<String> FIGURES = List.of(
            "CHARGED",
            "ROWS",
            "BOUGHT",
            "ESTIMATED",
            "DIFFERENCE",
            "REUSED",
            "SAVED",
            "ON THE WAY",
            "IN DOUBT",
            "PICTURES",
            "APPROVED",
            "PER PICTURE");

    /** The columns that a narrow terminal has no room for. */
    private static final List<String> LEAST_USEFUL = List.of(
            "APPROVED", "ON THE WAY", "PICTURES", "ESTIMATED", "IN DOUBT", "BOUGHT", "DIFFERENCE", "REUSED", "SAVED");

    private CostsText() {}

    /** @param columns the terminal's width, null for any */
    public static List<String> lines(WorkspaceCosts costs, @Nullable Integer columns) {
        List<String> heading = new ArrayList<>();
        costs.by().forEach(name -> heading.add(name.toUpperCase(Locale.ROOT)));
        heading.addAll(FIGURES);
        TextTable table = new TextTable(heading.toArray(new String[0]));
        costs.summary().groups().forEach((values, group) -> {
            List<String> cells = new ArrayList<>();
            values.forEach(value -> cells.add(value.isEmpty() ? "-" : value));
            table.add(withFigures(cells, group));
        });
        if (!costs.by().isEmpty()) {
            List<String> total = new ArrayList<>();
            costs.by().forEach(name -> total.add(total.isEmpty() ? TOTAL : ""));
            table.add(withFigures(total, costs.summary().total()));
        }
        return columns == null ? table.lines() : table.linesWithin(columns, LEAST_USEFUL);
    }

    /** Returns what has to be known of these sums besides. */
    public static List<String> notes(WorkspaceCosts costs) {
        GroupCosts total = costs.summary().total();
        List<String> notes = new ArrayList<>();
        notes.add(CountText.of(costs.summary().runs(), "run") + ", the oldest of this workspace of "
                + costs.oldest().truncatedTo(ChronoUnit.SECONDS)
                + ": what pruned runs cost is not known any more");
        notes.add("PER PICTURE is what was charged for each picture "
                + (total.pictures().areReviewed()
                        ? "that was approved; where nobody has reviewed any, for each that succeeded"
                        : "that succeeded: nobody has reviewed any"));
        if (total.purchases().unpriced() > 0) {
            notes.add("of " + CountText.of(total.purchases().unpriced(), "purchase")
                    + " neither cost nor price is known: CHARGED is without them");
        }
        if (total.reuse().unpriced() > 0) {
            notes.add("of " + CountText.of(total.reuse().unpriced(), "reused row")
                    + " it is not known what the picture had cost: SAVED is without them");
        }
        return notes;
    }

    private static String[] withFigures(List<String> cells, GroupCosts group) {
        cells.add(money(group.charged()));
        cells.add(count(group.rows()));
        cells.add(count(group.purchases().accepted()));
        cells.add(money(group.purchases().estimated()));
        cells.add(money(group.purchases().difference()));
        cells.add(count(group.reuse().rows()));
        cells.add(money(group.reuse().saved()));
        cells.add(money(group.purchases().reserved()));
        cells.add(money(group.purchases().doubted()));
        cells.add(count(group.pictures().all()));
        cells.add(group.pictures().areReviewed() ? count(group.pictures().approved()) : "-");
        cells.add(money(group.perPicture()));
        return cells.toArray(new String[0]);
    }

    private static String money(@Nullable BigDecimal amount) {
        return amount == null ? "-" : MoneyText.digits(amount);
    }

    private static String count(long number) {
        return Long.toString(number);
    }
}
