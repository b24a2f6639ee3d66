package dev.darkroom.jobfile;

import dev.darkroom.manifest.choice.PriorityRule;
import dev.darkroom.manifest.choice.PriorityRule.PriorityOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what the job file says of its rows: their variants, and the order in which they are bought. */
final class RowValues {

    static final int MAX_VARIANTS = 100;

    private static final String COLUMN = "column";
    private static final String ORDER = "order";

    private RowValues() {}

    static int variants(String text) {
        int variants = NumberValues.atLeast(1).apply(text);
        if (variants > MAX_VARIANTS) {
            throw new IllegalArgumentException("is more than " + MAX_VARIANTS);
        }
        return variants;
    }

    static PriorityRule priority(YamlValue value) {
        if (value instanceof YamlValue.YamlText) {
            return new PriorityRule(text(value), PriorityOrder.DESC, List.of());
        }
        if (!(value instanceof YamlValue.YamlEntries group)) {
            throw new BadValue(value, "is " + value.keyword());
        }
        group.entries().forEach((name, entry) -> {
            if (!Set.of(COLUMN, ORDER).contains(name)) {
                throw new BadValue(entry.value(), "belongs to " + name + ", which is neither column nor order");
            }
        });
        YamlValue column = group.value(COLUMN);
        if (column == null) {
            throw new BadValue(value, "names no column");
        }
        YamlValue order = group.value(ORDER);
        if (order == null) {
            return new PriorityRule(text(column), PriorityOrder.DESC, List.of());
        }
        return order instanceof YamlValue.YamlItems list
                ? new PriorityRule(text(column), PriorityOrder.LISTED, texts(list))
                : new PriorityRule(text(column), order(order), List.of());
    }

    private static PriorityOrder order(YamlValue value) {
        return switch (text(value).toLowerCase(Locale.ROOT)) {
            case "asc" -> PriorityOrder.ASC;
            case "desc" -> PriorityOrder.DESC;
            default -> throw new BadValue(value, "is neither asc nor desc");
        };
    }

    private static List<String> texts(YamlValue.YamlItems list) {
        List<String> texts = new ArrayList<>();
        list.items().forEach(item -> texts.add(text(item)));
        if (texts.isEmpty()) {
            throw new BadValue(list, "is empty");
        }
        return texts;
    }

    private static String text(YamlValue value) {
        if (value instanceof YamlValue.YamlText text && !text.text().isBlank()) {
            return text.text().strip();
        }
        throw new BadValue(value, value instanceof YamlValue.YamlText ? "is empty" : "is " + value.keyword());
    }
}
