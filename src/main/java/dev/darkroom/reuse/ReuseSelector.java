package dev.darkroom.reuse;

import dev.darkroom.bucket.Buckets;
import dev.darkroom.download.ProvedFiles;
import dev.darkroom.ledger.earlier.EarlierRowFinder;
import dev.darkroom.ledger.earlier.ReviewRejections;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.RowKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the earlier row whose pictures serve a row still to be submitted: the newest whose files are all as they were
 * downloaded, that nobody rejected, and whose source has not changed. A rejected picture is replaced by what makes it
 * again. Where files are gone or changed, the newest whose purchase may be downloaded again. A run acts on the choices,
 * and a plan tells them.
 */
public final class ReuseSelector {

    /** Of a key's rows that share pictures: files that are gone in so many runs are gone in the older ones too. */
    private static final int MAX_COPIES = 30;

    private final EarlierRowFinder earlierRows;
    private final ReviewRejections rejections;
    private final SourceChangeCheck sources;
    private final QueryTwins twins;
    private final PictureCheck stored;

    /** Makes one that hashes every file, and takes the ledger's word for what is in a bucket. */
    public ReuseSelector(
            EarlierRowFinder earlierRows, ReviewRejections rejections, SourceChangeCheck sources, QueryTwins twins) {
        this(earlierRows, rejections, sources, twins, new StoredPictures(ProvedFiles.none(), null));
    }

    /**
     * @param proved remembers what was proved of files
     * @param buckets the way to pictures in buckets
     */
    ReuseSelector(
            EarlierRowFinder earlierRows,
            ReviewRejections rejections,
            SourceChangeCheck sources,
            QueryTwins twins,
            ProvedFiles proved,
            Buckets buckets) {
        this(earlierRows, rejections, sources, twins, new StoredPictures(proved, buckets));
    }

    private ReuseSelector(
            EarlierRowFinder earlierRows,
            ReviewRejections rejections,
            SourceChangeCheck sources,
            QueryTwins twins,
            PictureCheck stored) {
        this.stored = stored;
        this.earlierRows = earlierRows;
        this.rejections = rejections;
        this.sources = sources;
        this.twins = twins;
    }

    /**
     * Makes one that goes by what is recorded, and looks at no file and asks no host. Where it chooses no row to take pictures
     * from, looking and asking finds none either, and none to download again.
     */
    static ReuseSelector byRecord(EarlierRowFinder earlierRows, ReviewRejections rejections, QueryTwins twins) {
        return new ReuseSelector(earlierRows, rejections, SourceChangeCheck.UNASKED, twins, PictureCheck.UNSEEN);
    }

    /**
     * A choice for each of these rows, a page of them, by their keys: as {@link #choose(Collection)} makes it, and for
     * those it knows nothing of by what was bought for an address with another query.
     */
    public Map<String, ReuseChoice> chooseFor(Collection<WantedInput> wanted) throws IOException, InterruptedException {
        Map<String, ReuseChoice> choices =
                choose(wanted.stream().map(WantedInput::inputKey).distinct().toList());
        Map<String, String> equal = twins.equalByRule(without(choices, wanted));
        Map<String, ReuseChoice> earlier = choose(Set.copyOf(equal.values()));
        equal.forEach((key, other) -> {
            ReuseChoice choice = earlier.get(other);
            if (choice != null) {
                choices.put(key, choice);
            }
        });
        Map<String, String> near = twins.equalWithoutQuery(without(choices, wanted));
        Map<String, ReuseChoice> nearby = choose(Set.copyOf(near.values()));
        near.forEach((key, other) -> {
            ReuseChoice choice = nearby.get(other);
            if (choice != null && choice.bought() != null) {
                choices.put(key, new ReuseChoice(null, List.of(), ReuseRefusal.QUERY_DIFFERS, null));
            }
        });
        return choices;
    }

    private static List<WantedInput> without(Map<String, ReuseChoice> choices, Collection<WantedInput> wanted) {
        return wanted.stream()
                .filter(row -> !choices.containsKey(row.inputKey()))
                .toList();
    }

    /**
     * A choice for each of these keys, a page of them, that was purchased before; keys without an equal row are left
     * out.
     */
    Map<String, ReuseChoice> choose(Collection<String> inputKeys) throws IOException, InterruptedException {
        Map<String, ReuseChoice> choices = new HashMap<>();
        Map<String, List<EarlierRow>> equal = earlierRows.of(inputKeys);
        Map<String, List<EarlierRow>> candidates = new HashMap<>();
        for (String key : inputKeys) {
            candidates.put(key, candidates(key, equal.getOrDefault(key, List.of())));
        }
        Map<RowKey, List<DownloadedPicture>> pictures = picturesOfNewest(candidates.values());
        for (String key : inputKeys) {
            ReuseChoice choice = choose(key, candidates.getOrDefault(key, List.of()), pictures);
            if (choice != null) {
                choices.put(key, choice);
            }
        }
        // The newest copy almost always serves: the older ones are read for the few where it does not.
        chooseCopies(inputKeys, 1, choices);
        chooseCopies(inputKeys, MAX_COPIES, choices);
        return withoutChangedSources(choices);
    }

    /** Reads those of the newest of each key that has any, which almost always serves: those of a page at once. */
    private Map<RowKey, List<DownloadedPicture>> picturesOfNewest(Collection<List<EarlierRow>> candidates) {
        return stored == PictureCheck.UNSEEN
                ? Map.of()
                : earlierRows.pictures(candidates.stream()
                        .flatMap(rows ->
                                rows.stream().filter(EarlierRow::hasPictures).limit(1))
                        .toList());
    }

    private List<DownloadedPicture> pictures(EarlierRow row, Map<RowKey, List<DownloadedPicture>> read) {
        return stored == PictureCheck.UNSEEN
                ? List.of()
                : Objects.requireNonNullElseGet(read.get(row.key()), () -> earlierRows.pictures(row));
    }

    private void chooseCopies(Collection<String> inputKeys, int most, Map<String, ReuseChoice> choices)
            throws IOException {
        List<String> unserved =
                inputKeys.stream().filter(key -> !isServed(choices.get(key))).toList();
        Map<String, List<EarlierRow>> found = earlierRows.copies(unserved, most);
        Map<RowKey, List<DownloadedPicture>> pictures = picturesOfNewest(found.values());
        for (Map.Entry<String, List<EarlierRow>> copies : found.entrySet()) {
            ReuseChoice choice = choose(copies.getKey(), copies.getValue(), pictures);
            if (choice != null) {
                choices.merge(copies.getKey(), choice, ReuseSelector::better);
            }
        }
    }

    private static boolean isServed(@Nullable ReuseChoice choice) {
        return choice != null && choice.from != null;
    }

    private List<EarlierRow> candidates(String key, List<EarlierRow> equal) {
        if (!rejections.any(key)) {
            return equal;
        }
        List<EarlierRow> all = new ArrayList<>(equal);
        all.addAll(rejections.redos(key));
        all.sort(Comparator.comparingLong((EarlierRow row) -> row.key().run())
                .thenComparingLong(row -> row.key().row())
                .reversed());
        return all;
    }

    /**
     * Of these choices, by key, the rows whose purchases are downloaded again. What is under way or in doubt elsewhere
     * comes first: it is never submitted, and what the service has lost is.
     *
     * @param wanted the rows that were chosen for
     */
    public static Map<String, EarlierRow> fetchedAgain(
            Map<String, ReuseChoice> choices, Collection<WantedInput> wanted, AdoptionSelector adoption) {
        Map<String, EarlierRow> again = new HashMap<>();
        choices.forEach((key, choice) -> {
            if (choice.again != null) {
                again.put(key, choice.again);
            }
        });
        List<WantedInput> gone =
                wanted.stream().filter(row -> again.containsKey(row.inputKey())).toList();
        again.keySet().removeAll(adoption.among(gone, true).bought().keySet());
        return again;
    }

    /**
     * Chooses the first that serves, else says why the newest of those that might does not; null if there is none that
     * might.
     *
     * @param read the pictures of rows, as far as they were read; those of others are read when they are needed
     */
    private @Nullable ReuseChoice choose(
            String key, List<EarlierRow> newestFirst, Map<RowKey, List<DownloadedPicture>> read) throws IOException {
        ReuseRefusal why = null;
        EarlierRow again = null;
        for (EarlierRow row : newestFirst) {
            ReuseRefusal fault = null;
            if (row.failedByCheck()) {
                fault = ReuseRefusal.CHECK_FAILED;
            } else if (!row.hasPictures()) {
                continue;
            } else if (rejections.strikes(key, row)) {
                fault = ReuseRefusal.REJECTED;
            } else {
                List<DownloadedPicture> pictures = pictures(row, read);
                fault = stored.fault(row.output(), pictures);
                if (fault == null) {
                    return new ReuseChoice(row, pictures, null, null);
                }
                again = again == null && row.requestId() != null ? row : again;
            }
            why = why == null ? fault : why;
        }
        return why == null ? null : new ReuseChoice(null, List.of(), why, again);
    }

    /**
     * Chooses the better of the two. A copy that is gone can be downloaded again as well as what it was made of, whose
     * run may be forgotten.
     */
    private static ReuseChoice better(ReuseChoice first, ReuseChoice copy) {
        return copy.from != null || (first.again == null && copy.again != null) ? copy : first;
    }

    /**
     * Refuses choices whose source changed. A source that changed since the newest was purchased has changed since the
     * older ones were, too.
     */
    private Map<String, ReuseChoice> withoutChangedSources(Map<String, ReuseChoice> choices)
            throws InterruptedException {
        List<EarlierRow> served = new ArrayList<>();
        for (ReuseChoice choice : choices.values()) {
            EarlierRow bought = choice.bought();
            if (bought != null) {
                served.add(bought);
            }
        }
        Set<EarlierRow> changed = served.isEmpty() ? Set.of() : sources.among(served);
        choices.replaceAll((key, choice) -> choice.bought() != null && changed.contains(choice.bought())
                ? new ReuseChoice(null, List.of(), ReuseRefusal.SOURCE_CHANGED, null)
                : choice);
        return choices;
    }

    /**
     * The choice for a row that was purchased before.
     *
     * @param from the row whose pictures serve, null if none does
     * @param pictures that serve
     * @param why none does, null if one serves
     * @param again the row whose pictures would serve and are gone here, so that they may be downloaded again; null if
     *     there is none
     */
    public record ReuseChoice(
            @Nullable EarlierRow from,
            List<DownloadedPicture> pictures,
            @Nullable ReuseRefusal why,
            @Nullable EarlierRow again) {

        public ReuseChoice {
            pictures = List.copyOf(pictures);
        }

        /** The row whose purchase serves, null if none does. */
        private @Nullable EarlierRow bought() {
            return from == null ? again : from;
        }
    }
}
