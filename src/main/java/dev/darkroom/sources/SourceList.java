package dev.darkroom.sources;

import dev.darkroom.ledger.BoughtRow;
import dev.darkroom.ledger.BoughtRows;
import dev.darkroom.ledger.RowKey;
import dev.darkroom.ledger.SeenSource;
import dev.darkroom.ledger.SeenSources;
import dev.darkroom.models.RequestInput;
import dev.darkroom.picture.Thumbnails;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The source pictures that a run has not looked at since it bought for them, each address once, those of rows that failed
 * at the service last. Rows beyond the first {@link #MOST_ROWS} could not be reached in the time there is.
 */
final class SourceList {

    private static final int MOST_ROWS = 20_000;

    private final Map<String, List<BoughtRow>> firsts = new LinkedHashMap<>();
    private final Map<String, List<Place>> others = new LinkedHashMap<>();
    private int rows;

    private SourceList() {}

    static SourceList of(BoughtRows bought, SeenSources seen, Thumbnails thumbnails) {
        SourceList list = new SourceList();
        List<BoughtRow> page = bought.after(0);
        while (!page.isEmpty() && list.rows < MOST_ROWS) {
            Map<RowKey, List<SeenSource>> known =
                    seen.of(page.stream().map(BoughtRow::key).toList());
            for (BoughtRow row : page) {
                if (!isSeen(row, known.getOrDefault(row.key(), List.of()), thumbnails)) {
                    list.add(row);
                }
            }
            page = bought.after(page.get(page.size() - 1).key().row());
        }
        list.addFailed(bought, thumbnails);
        return list;
    }

    private void addFailed(BoughtRows bought, Thumbnails thumbnails) {
        List<BoughtRow> page = bought.failedAfter(0);
        while (!page.isEmpty() && rows < MOST_ROWS) {
            for (BoughtRow row : page) {
                List<String> pictures = new RequestInput(row.input()).pictures();
                if (!pictures.isEmpty()
                        && !Files.exists(thumbnails.source(row.key().row()))) {
                    firsts.computeIfAbsent(pictures.get(0), url -> new ArrayList<>())
                            .add(row);
                    rows++;
                }
            }
            page = bought.failedAfter(page.get(page.size() - 1).key().row());
        }
    }

    /** One that failed by the look itself ended after it. */
    private static boolean isSeen(BoughtRow row, List<SeenSource> known, Thumbnails thumbnails) {
        boolean there = Files.exists(thumbnails.source(row.key().row()));
        boolean looked =
                !known.isEmpty() && (!row.succeeded() || !known.get(0).seenAt().isBefore(row.endedAt()));
        return there && looked;
    }

    private void add(BoughtRow row) {
        int n = 0;
        for (String url : new RequestInput(row.input()).pictures()) {
            n++;
            if (n == 1) {
                firsts.computeIfAbsent(url, first -> new ArrayList<>()).add(row);
            } else {
                others.computeIfAbsent(url, other -> new ArrayList<>()).add(new Place(row.key(), n));
            }
        }
        rows += n > 0 ? 1 : 0;
    }

    /** The rows by their first source, which is fetched. */
    Map<String, List<BoughtRow>> firsts() {
        return firsts;
    }

    /** Where the other sources stand, which are only asked for what their hosts tell about them. */
    Map<String, List<Place>> others() {
        return others;
    }

    /** How many rows have a source to look at. */
    int rows() {
        return rows;
    }

    /** A source's place: the n-th of a row, from 1. */
    record Place(RowKey row, int n) {}
}
