package dev.darkroom.download;

import dev.darkroom.ledger.EarlierRows;
import dev.darkroom.ledger.EqualRow;
import dev.darkroom.ledger.Picture;
import dev.darkroom.ledger.Rejections;
import dev.darkroom.ledger.TakeOvers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the earlier row whose pictures serve a row still to be bought: the newest whose files are all as they were
 * fetched, that nobody rejected, and whose source is what it was. A rejected picture is answered by what makes it again.
 * Where files are gone or changed, the newest whose purchase may be fetched again. A run acts on the choices, and a plan
 * tells them.
 */
public final class Reuse {

    private final EarlierRows earlier;
    private final Rejections rejections;
    private final SourceChange sources;

    public Reuse(EarlierRows earlier, Rejections rejections, SourceChange sources) {
        this.earlier = earlier;
        this.rejections = rejections;
        this.sources = sources;
    }

    /** A choice for each of these keys, a page of them, that was bought before; keys without an equal row are left out. */
    public Map<String, Choice> choose(Collection<String> inputKeys) throws IOException, InterruptedException {
        Map<String, Choice> choices = new HashMap<>();
        Map<String, List<EqualRow>> equal = earlier.of(inputKeys);
        List<String> unserved = new ArrayList<>();
        for (String key : inputKeys) {
            Choice choice = choose(key, candidates(key, equal.getOrDefault(key, List.of())));
            if (choice != null) {
                choices.put(key, choice);
            }
            if (choice == null || choice.from == null) {
                unserved.add(key);
            }
        }
        for (Map.Entry<String, List<EqualRow>> copies : earlier.copies(unserved).entrySet()) {
            Choice choice = choose(copies.getKey(), copies.getValue());
            if (choice != null) {
                choices.merge(copies.getKey(), choice, Reuse::better);
            }
        }
        return withoutChangedSources(choices);
    }

    private List<EqualRow> candidates(String key, List<EqualRow> equal) {
        if (!rejections.any(key)) {
            return equal;
        }
        List<EqualRow> all = new ArrayList<>(equal);
        all.addAll(rejections.redos(key));
        all.sort(Comparator.comparingLong((EqualRow row) -> row.key().run())
                .thenComparingLong(row -> row.key().row())
                .reversed());
        return all;
    }

    /**
     * Of these choices, by key, the rows whose purchases are fetched again. What is under way or in doubt elsewhere comes
     * first: it is never bought, and what the service has lost is.
     */
    public static Map<String, EqualRow> fetchedAgain(Map<String, Choice> choices, TakeOvers takeOvers) {
        Map<String, EqualRow> again = new HashMap<>();
        choices.forEach((key, choice) -> {
            if (choice.again != null) {
                again.put(key, choice.again);
            }
        });
        again.keySet().removeAll(takeOvers.among(again.keySet(), true).bought().keySet());
        return again;
    }

    /** The first that serves, else why the newest of those that might does not; null if there is none that might. */
    private @Nullable Choice choose(String key, List<EqualRow> newestFirst) throws IOException {
        NotReused why = null;
        EqualRow again = null;
        for (EqualRow row : newestFirst) {
            NotReused fault = null;
            if (row.failedByCheck()) {
                fault = NotReused.CHECK_FAILED;
            } else if (!row.hasPictures()) {
                continue;
            } else if (rejections.strikes(key, row)) {
                fault = NotReused.REJECTED;
            } else {
                List<Picture> pictures = earlier.pictures(row);
                fault = StoredPictures.fault(row.output(), pictures);
                if (fault == null) {
                    return new Choice(row, pictures, null, null);
                }
                again = again == null && row.requestId() != null ? row : again;
            }
            why = why == null ? fault : why;
        }
        return why == null ? null : new Choice(null, List.of(), why, again);
    }

    /** A copy that is gone can be fetched again as well as what it was made of, whose run may be forgotten. */
    private static Choice better(Choice first, Choice copy) {
        return copy.from != null || (first.again == null && copy.again != null) ? copy : first;
    }

    /** A source that changed since the newest was bought has changed since the older ones were, too. */
    private Map<String, Choice> withoutChangedSources(Map<String, Choice> choices) throws InterruptedException {
        List<EqualRow> served = new ArrayList<>();
        for (Choice choice : choices.values()) {
            EqualRow bought = choice.bought();
            if (bought != null) {
                served.add(bought);
            }
        }
        Set<EqualRow> changed = served.isEmpty() ? Set.of() : sources.among(served);
        choices.replaceAll((key, choice) -> choice.bought() != null && changed.contains(choice.bought())
                ? new Choice(null, List.of(), NotReused.SOURCE_CHANGED, null)
                : choice);
        return choices;
    }

    /**
     * What a row that was bought before comes to.
     *
     * @param from the row whose pictures serve, null if none does
     * @param pictures that serve
     * @param why none does, null if one serves
     * @param again the row whose pictures would serve and are gone here, so that they may be fetched again; null if there is
     *     none
     */
    public record Choice(
            @Nullable EqualRow from,
            List<Picture> pictures,
            @Nullable NotReused why,
            @Nullable EqualRow again) {

        public Choice {
            pictures = List.copyOf(pictures);
        }

        /** The row whose purchase serves, null if none does. */
        private @Nullable EqualRow bought() {
            return from == null ? again : from;
        }
    }
}
