package dev.darkroom.reuse;

import dev.darkroom.jobfile.SentDescription;
import dev.darkroom.ledger.earlier.EarlierRowFinder;
import dev.darkroom.ledger.earlier.EarlierRowFinder.EarlierInput;
import dev.darkroom.models.IgnoredQuery;
import dev.darkroom.models.InputKey;
import dev.darkroom.models.ModelCatalog;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the row of another run that differs from a wanted one in nothing but how its addresses are written, or in their
 * queries, among those of its id. Addresses are compared as they are sent, and a seed that Darkroom chose does not count.
 * Where that run began later, what its job's rule takes for equal is equal too: it bought what this one was to.
 */
public final class QueryTwins {

    private final EarlierRowFinder earlierRows;
    private final IgnoredQuery ignored;
    private final InputForms forms;
    private final JsonMapper json;

    /** @param ignored what the job keeps out of its rows' keys */
    public QueryTwins(EarlierRowFinder earlierRows, ModelCatalog catalog, IgnoredQuery ignored, JsonMapper json) {
        this.earlierRows = earlierRows;
        this.ignored = ignored;
        this.forms = new InputForms(catalog, json);
        this.json = json;
    }

    /**
     * Returns the keys by which earlier runs bought what rows want that the job's rule takes for equal, by the rows' keys:
     * the rule may be newer than those runs, and versions before this one made keys of addresses as they are sent, or sent
     * and keyed them with the padding around them.
     */
    Map<String, String> equalByRule(Collection<WantedInput> wanted) {
        return keys(wanted, QueryTwins::hasAddress, ignored);
    }

    /** Returns the same of what has not come to its end: all such keys, the newest first, by the rows' keys. */
    Map<String, List<String>> underWayByRule(Collection<WantedInput> wanted) {
        Map<String, List<String>> keys = new HashMap<>();
        for (WantedInput row : known(wanted, QueryTwins::hasAddress)) {
            List<String> equal = twins(row, earlierRows.underWayWithId(row.id()), ignored);
            if (!equal.isEmpty()) {
                keys.put(row.inputKey(), equal);
            }
        }
        return keys;
    }

    /** Returns the same for rows that the rule does not take for equal, and ignoring whole queries would. */
    Map<String, String> equalWithoutQuery(Collection<WantedInput> wanted) {
        return ignored.equals(IgnoredQuery.ALL) ? Map.of() : keys(wanted, QueryTwins::hasQuery, IgnoredQuery.ALL);
    }

    private static boolean hasQuery(WantedInput row) {
        return row.input().indexOf('?') >= 0;
    }

    /** Returns whether it has an address, which an earlier run may have written otherwise. */
    private static boolean hasAddress(WantedInput row) {
        return row.input().contains("://");
    }

    private Map<String, String> keys(Collection<WantedInput> wanted, Predicate<WantedInput> which, IgnoredQuery rule) {
        Map<String, String> keys = new HashMap<>();
        for (WantedInput row : known(wanted, which)) {
            twins(row, earlierRows.withId(row.id()), rule).stream()
                    .findFirst()
                    .ifPresent(earlier -> keys.put(row.inputKey(), earlier));
        }
        return keys;
    }

    /** Returns those whose ids earlier runs have: a query for all of a page, where new ones would take one each. */
    private List<WantedInput> known(Collection<WantedInput> wanted, Predicate<WantedInput> which) {
        List<WantedInput> asked = wanted.stream().filter(which).toList();
        Set<String> ids =
                earlierRows.knownIds(asked.stream().map(WantedInput::id).toList());
        return asked.stream().filter(row -> ids.contains(row.id())).toList();
    }

    private List<String> twins(WantedInput row, List<EarlierInput> candidates, IgnoredQuery rule) {
        Map<IgnoredQuery, Optional<InputKey>> wanted = new HashMap<>();
        return candidates.stream()
                .filter(earlier -> rules(rule, earlier).anyMatch(each -> {
                    Optional<InputKey> form =
                            wanted.computeIfAbsent(each, by -> forms.of(row.model(), row.input(), row.inputKey(), by));
                    return form.isPresent()
                            && forms.of(earlier.model(), earlier.input(), earlier.inputKey(), each)
                                    .equals(form);
                }))
                .map(EarlierInput::inputKey)
                .distinct()
                .toList();
    }

    /** Returns the rules by which the two may be equal. */
    private Stream<IgnoredQuery> rules(IgnoredQuery own, EarlierInput earlier) {
        String sentLater = earlier.sentLater();
        return sentLater == null
                ? Stream.of(own)
                : Stream.of(own, SentDescription.ignoredQuery(json.readTree(sentLater)))
                        .distinct();
    }
}
