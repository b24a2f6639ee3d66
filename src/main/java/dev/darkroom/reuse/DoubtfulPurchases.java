package dev.darkroom.reuse;

import dev.darkroom.jobfile.SentDescription;
import dev.darkroom.ledger.earlier.EarlierRowFinder;
import dev.darkroom.ledger.earlier.EarlierRowFinder.DoubtedRow;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.models.IgnoredQuery;
import dev.darkroom.models.InputKey;
import dev.darkroom.models.ModelCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds for a row the purchase of another run that may have been made, by whatever key that run or this one knows it: with
 * or without {@code sources.ignore-query}. What either run's rule takes for one is in doubt for both, and so is what a run
 * in between took for the same: money may be spent on it whatever the rule is now. Read once and kept.
 */
public final class DoubtfulPurchases {

    private final InputForms forms;
    private final IgnoredQuery rule;
    private final List<IgnoredQuery> rules;
    private final Map<RuledForm, EarlierRow> byAnyRule = new HashMap<>();
    private final Map<RuledForm, EarlierRow> byOwnRule = new HashMap<>();

    /**
     * @param earlierRows of the same service
     * @param rule what the job keeps out of its rows' keys
     */
    public DoubtfulPurchases(EarlierRowFinder earlierRows, ModelCatalog catalog, IgnoredQuery rule, JsonMapper json) {
        this.forms = new InputForms(catalog, json);
        this.rule = rule;
        List<RuledRow> doubted = earlierRows.doubted().stream()
                .map(row -> new RuledRow(row, SentDescription.ignoredQuery(json.readTree(row.sent()))))
                .toList();
        this.rules = Stream.concat(Stream.of(rule), doubted.stream().map(RuledRow::rule))
                .distinct()
                .toList();
        doubted.stream().filter(row -> row.doubted.row().inDoubt()).forEach(row -> add(row, row.doubted.row()));
        addThoseSinceAnother(
                doubted.stream().filter(row -> !row.doubted.row().inDoubt()).toList());
    }

    /** Returns the row whose purchase may be what this row wants, the newest. */
    Optional<EarlierRow> of(WantedInput row) {
        return find(row.model(), row.input(), row.inputKey(), rule);
    }

    /** A row in doubt since another is lends its own address to that doubt, for as long as the other is in doubt. */
    private void addThoseSinceAnother(List<RuledRow> since) {
        List<RuledRow> open = new ArrayList<>(since);
        Set<RuledRow> found = new HashSet<>();
        do {
            found.clear();
            for (RuledRow row : open) {
                find(row.model(), row.input(), row.inputKey(), row.rule).ifPresent(origin -> {
                    add(row, origin);
                    found.add(row);
                });
            }
        } while (open.removeAll(found));
    }

    private void add(RuledRow row, EarlierRow origin) {
        for (IgnoredQuery each : rules) {
            form(row.model(), row.input(), row.inputKey(), each).ifPresent(form -> {
                byAnyRule.putIfAbsent(form, origin);
                if (each.equals(row.rule)) {
                    byOwnRule.putIfAbsent(form, origin);
                }
            });
        }
    }

    private Optional<EarlierRow> find(String model, String input, String inputKey, IgnoredQuery own) {
        if (byAnyRule.isEmpty()) {
            return Optional.empty();
        }
        Optional<EarlierRow> found = form(model, input, inputKey, own).map(byAnyRule::get);
        return found.isPresent()
                ? found
                : rules.stream()
                        .flatMap(each -> form(model, input, inputKey, each).stream())
                        .flatMap(form -> Optional.ofNullable(byOwnRule.get(form)).stream())
                        .findFirst();
    }

    private Optional<RuledForm> form(String model, String input, String inputKey, IgnoredQuery by) {
        return forms.of(model, input, inputKey, by).map(form -> new RuledForm(by, form));
    }

    private record RuledForm(IgnoredQuery rule, InputKey form) {}

    /**
     * A row in doubt.
     *
     * @param rule what its run kept out of its rows' keys
     */
    private record RuledRow(DoubtedRow doubted, IgnoredQuery rule) {
        private String model() {
            return doubted.input().model();
        }

        private String input() {
            return doubted.input().input();
        }

        private String inputKey() {
            return doubted.input().inputKey();
        }
    }
}
