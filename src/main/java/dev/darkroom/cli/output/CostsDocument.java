package dev.darkroom.cli.output;

import dev.darkroom.io.MoneyText;
import dev.darkroom.ledger.costs.GroupCosts;
import dev.darkroom.ledger.costs.PurchaseCosts;
import dev.darkroom.runs.CostRequest;
import dev.darkroom.runs.WorkspaceCosts;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Costs as {@code --json} tells of them. */
public final class CostsDocument {

    /** The version of the format; see docs/programs.md. */
    private static final int FORMAT = 1;

    private CostsDocument() {}

    public static ObjectNode of(WorkspaceCosts costs) {
        CostRequest request = costs.request();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("format", FORMAT);
        ArrayNode by = document.putArray("by");
        costs.by().forEach(by::add);
        document.put("since", text(request.first()));
        document.put("until", text(request.last()));
        document.put("zone", request.zone().getId());
        document.put("job", request.job());
        document.put("service", request.service());
        document.put("runs", costs.summary().runs());
        document.put("oldest_run_at", costs.oldest().toString());
        ArrayNode groups = document.putArray("groups");
        costs.summary().groups().forEach((values, group) -> {
            ObjectNode line = groups.addObject();
            ObjectNode key = line.putObject("key");
            for (int n = 0; n < values.size(); n++) {
                key.put(costs.by().get(n), values.get(n));
            }
            add(group, line);
        });
        add(costs.summary().total(), document.putObject("total"));
        return document;
    }

    private static void add(GroupCosts group, ObjectNode line) {
        PurchaseCosts purchases = group.purchases();
        line.put("rows", group.rows());
        line.put("purchases", purchases.accepted());
        line.put("charged_usd", plain(group.charged()));
        line.put("estimated_usd", plain(purchases.estimated()));
        line.put("difference_usd", plain(purchases.difference()));
        line.put("unpriced", purchases.unpriced());
        line.put("on_the_way", purchases.onTheWay());
        line.put("on_the_way_usd", plain(purchases.reserved()));
        line.put("in_doubt", purchases.inDoubt());
        line.put("in_doubt_usd", plain(purchases.doubted()));
        line.put("reused", group.reuse().rows());
        line.put("saved_usd", plain(group.reuse().saved()));
        line.put("saved_unpriced", group.reuse().unpriced());
        line.put("pictures", group.pictures().all());
        line.put("approved", group.pictures().approved());
        line.put("rejected", group.pictures().rejected());
        line.put("per_picture_usd", plain(group.perPicture()));
        line.put("per_picture_of", pictures(group));
    }

    /** Says which pictures a price per picture is of. */
    static String pictures(GroupCosts group) {
        return group.pictures().areReviewed() ? "approved" : "succeeded";
    }

    static @Nullable BigDecimal plain(@Nullable BigDecimal amount) {
        return amount == null ? null : MoneyText.amount(amount);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** The names of the figures, in their order. */
    static List<String> figures() {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        add(GroupCosts.NONE, line);
        return List.copyOf(line.propertyNames());
    }
}
