package dev.darkroom.cli.output;

import dev.darkroom.ledger.costs.GroupCosts;
import dev.darkroom.ledger.costs.PurchaseCosts;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.results.CsvFile;
import dev.darkroom.runs.WorkspaceCosts;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Costs as a spreadsheet takes them, which sums them up itself: there is no line of totals. What is not known is empty. The
 * same names as {@code --json}'s.
 */
public final class CostsCsv {

    private static final CsvDialect DIALECT = new CsvDialect(',', '.', true);

    private CostsCsv() {}

    public static void print(WorkspaceCosts costs, PrintWriter out) throws IOException {
        CsvFile csv = new CsvFile(out, DIALECT);
        List<String> header = new ArrayList<>(costs.by());
        header.addAll(CostsDocument.figures());
        csv.header(header);
        for (Map.Entry<List<String>, GroupCosts> group :
                costs.summary().groups().entrySet()) {
            group.getKey().forEach(csv::text);
            add(group.getValue(), csv);
            csv.endLine();
        }
        out.flush();
    }

    private static void add(GroupCosts group, CsvFile csv) {
        PurchaseCosts purchases = group.purchases();
        csv.number(group.rows())
                .number(purchases.accepted())
                .decimal(CostsDocument.plain(group.charged()))
                .decimal(CostsDocument.plain(purchases.estimated()))
                .decimal(CostsDocument.plain(purchases.difference()))
                .number(purchases.unpriced())
                .number(purchases.onTheWay())
                .decimal(CostsDocument.plain(purchases.reserved()))
                .number(purchases.inDoubt())
                .decimal(CostsDocument.plain(purchases.doubted()))
                .number(group.reuse().rows())
                .decimal(CostsDocument.plain(group.reuse().saved()))
                .number(group.reuse().unpriced())
                .number(group.pictures().all())
                .number(group.pictures().approved())
                .number(group.pictures().rejected())
                .decimal(CostsDocument.plain(group.perPicture()))
                .text(CostsDocument.pictures(group));
    }
}
