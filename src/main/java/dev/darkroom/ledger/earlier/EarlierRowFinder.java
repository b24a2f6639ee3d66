package dev.darkroom.ledger.earlier;

import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.StoredColumns;
import dev.darkroom.ledger.runs.RunRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds rows of other runs at one service by what they requested, by no more than a page of input keys at a time. A run
 * acts on what it finds, and a plan shows it. Before it looks the first time, the rows of the other runs are entered that
 * are not in the table of hashes yet.
 */
public final class EarlierRowFinder {

    private static final Comparator<EarlierRow> NEWEST_FIRST =
            Comparator.comparingLong((EarlierRow row) -> row.key().value()).reversed();

    private final JdbcClient jdbc;
    private final DuplicateQueries queries;
    private final SameIdQueries sameId;
    private final LookUpEntries entries;
    private final int own;
    private boolean entered;

    /**
     * @param service where they were submitted
     * @param run the run whose own rows are left out, null for none
     */
    public EarlierRowFinder(DataSource dataSource, String service, @Nullable RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.queries = new DuplicateQueries(dataSource, service, run);
        this.sameId = new SameIdQueries(dataSource, service, run);
        this.entries = new LookUpEntries(dataSource);
        this.own = run == null ? 0 : run.number();
    }

    /**
     * Enters what other runs have staged and not entered, since their process died or is at work: a row that is not found
     * would be purchased again.
     */
    private synchronized void enterOthers() {
        if (!entered) {
            entries.enterAllBut(own);
            entered = true;
        }
    }

    /** Returns whether any other run at the service has rows. */
    public boolean any() {
        return queries.any();
    }

    /** Returns those of these ids, a page of them, that a row of another run has, at whatever service. */
    public Set<String> knownIds(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        enterOthers();
        return Set.copyOf(sameId.knownIds(Set.copyOf(ids)));
    }

    /**
     * The rows of each key that matter: purchased, perhaps purchased, waiting to be submitted or failed by a check; the
     * newest first. Keys without any are left out. A row that shares another's pictures is not among them as long as
     * that one is known: see {@link #copies}.
     */
    public Map<String, List<EarlierRow>> of(Collection<String> inputKeys) {
        if (inputKeys.isEmpty()) {
            return Map.of();
        }
        enterOthers();
        List<EarlierRow> rows = new ArrayList<>(queries.purchased(inputKeys));
        rows.addAll(queries.waiting(inputKeys));
        return byKey(rows);
    }

    /**
     * The newest rows of each key that share another's pictures, the newest first: their files may still be there where
     * the first ones are gone, or the run that purchased them was deleted.
     *
     * @param most rows of each key
     */
    public Map<String, List<EarlierRow>> copies(Collection<String> inputKeys, int most) {
        if (inputKeys.isEmpty()) {
            return Map.of();
        }
        enterOthers();
        Map<String, List<EarlierRow>> copies = byKey(queries.copies(inputKeys, most));
        Map<RowKey, SharedOrigin> origins = origins(copies.values().stream()
                .flatMap(List::stream)
                .map(EarlierRow::origin)
                .collect(Collectors.toSet()));
        copies.values()
                .forEach(rows -> rows.replaceAll(row -> {
                    SharedOrigin origin = origins.get(row.origin());
                    return origin == null ? row : row.from(origin.row, origin.request);
                }));
        return copies;
    }

    /** Of rows that share pictures themselves: where those come from in the end. */
    private Map<RowKey, SharedOrigin> origins(Set<RowKey> sharing) {
        Map<RowKey, SharedOrigin> found = new HashMap<>();
        Map<RowKey, SharedOrigin> open = leadersOf(sharing);
        while (!open.isEmpty()) {
            found.replaceAll((row, origin) -> open.getOrDefault(origin.row, origin));
            open.forEach(found::putIfAbsent);
            Map<RowKey, SharedOrigin> next =
                    leadersOf(open.values().stream().map(SharedOrigin::row).collect(Collectors.toSet()));
            open.clear();
            open.putAll(next);
        }
        return found;
    }

    private Map<RowKey, SharedOrigin> leadersOf(Set<RowKey> rows) {
        Map<RowKey, SharedOrigin> leaders = new HashMap<>();
        if (rows.isEmpty()) {
            return leaders;
        }
        jdbc.sql("select s.row_key, s.leader, p.request_id from row_state s"
                        + " left join row_state l on l.row_key = s.leader"
                        + " left join purchase p on p.row_key = s.leader and p.attempt = l.attempt"
                        + " where s.leader is not null and s.row_key in (" + marks(rows.size()) + ")")
                .params(rows.stream().map(RowKey::value).toList())
                .query(row -> {
                    leaders.put(
                            RowKey.of(row.getLong("row_key")),
                            new SharedOrigin(RowKey.of(row.getLong("leader")), row.getString("request_id")));
                });
        return leaders;
    }

    /** The rows that make one of these purchases, or input keys, again; the newest first. */
    List<EarlierRow> redoing(Collection<String> purchases) {
        if (purchases.isEmpty()) {
            return List.of();
        }
        enterOthers();
        return queries.redoing(Set.copyOf(purchases)).stream()
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /**
     * Returns what the newest rows of an id requested that got pictures, the newest first: with an address that is another
     * every night, an id tells which row of the night before is meant.
     */
    public List<EarlierInput> withId(String id) {
        enterOthers();
        return sameId.withId(id);
    }

    /**
     * Returns what the newest rows of an id requested that are under way, in doubt or to be submitted, the newest first.
     */
    public List<EarlierInput> underWayWithId(String id) {
        enterOthers();
        return sameId.underWayWithId(id);
    }

    /**
     * Returns all rows that may have been purchased, or are in doubt since another is, the newest first: the few of each
     * run whose submit's answer was lost.
     */
    public List<DoubtedRow> doubted() {
        return queries.doubted();
    }

    /** A row's pictures, in their order. */
    public List<DownloadedPicture> pictures(EarlierRow row) {
        return jdbc.sql("select * from picture where row_key = ? order by n")
                .param(row.key().value())
                .query(StoredColumns::toPicture)
                .list();
    }

    /** The pictures of rows, a page of them, in their order; rows without any have none. */
    public Map<RowKey, List<DownloadedPicture>> pictures(Collection<EarlierRow> rows) {
        Map<RowKey, List<DownloadedPicture>> pictures = new HashMap<>();
        if (rows.isEmpty()) {
            return pictures;
        }
        rows.forEach(row -> pictures.put(row.key(), List.of()));
        jdbc.sql("select * from picture where row_key in (" + marks(rows.size()) + ") order by row_key, n")
                .params(rows.stream().map(row -> row.key().value()).toList())
                .query(row -> {
                    pictures.merge(
                            RowKey.of(row.getLong("row_key")),
                            List.of(StoredColumns.toPicture(row, 0)),
                            (before, next) -> Stream.concat(before.stream(), next.stream())
                                    .toList());
                });
        return pictures;
    }

    /** The input that each row's request sends, as JSON. */
    public Map<RowKey, String> inputs(Collection<EarlierRow> rows) {
        if (rows.isEmpty()) {
            return Map.of();
        }
        Map<RowKey, String> inputs = new HashMap<>();
        jdbc.sql("select row_key, input from row_input where row_key in (" + marks(rows.size()) + ")")
                .params(rows.stream().map(row -> row.key().value()).toList())
                .query(row -> {
                    inputs.put(RowKey.of(row.getLong("row_key")), row.getString("input"));
                });
        return inputs;
    }

    private static String marks(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }

    private static Map<String, List<EarlierRow>> byKey(List<EarlierRow> rows) {
        Map<String, List<EarlierRow>> found = new HashMap<>();
        for (EarlierRow row : rows) {
            found.computeIfAbsent(row.inputKey(), key -> new ArrayList<>()).add(row);
        }
        found.values().forEach(equal -> equal.sort(NEWEST_FIRST));
        return found;
    }

    /**
     * What an earlier row requested.
     *
     * @param model the model's id
     * @param input what was sent, as JSON
     * @param inputKey the key it was bought by
     * @param sentLater what its run's job sends, as JSON, if that run began after the one whose rows are looked up; else
     *     null
     */
    public record EarlierInput(
            String model,
            String input,
            String inputKey,
            @Nullable String sentLater) {}

    /**
     * A row that may have been purchased, or is in doubt since another is.
     *
     * @param sent what its run's job sends, as JSON
     */
    public record DoubtedRow(EarlierRow row, EarlierInput input, String sent) {}

    /** The row that shared pictures come from, as far as it was followed. */
    private record SharedOrigin(RowKey row, @Nullable String request) {}
}
