package dev.darkroom.sources;

import dev.darkroom.ledger.history.ObservedSource;
import dev.darkroom.ledger.history.ObservedSources;
import dev.darkroom.ledger.history.PurchasedRow;
import dev.darkroom.ledger.history.PurchasedRows;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.models.RequestInput;
import dev.darkroom.picture.ThumbnailStore;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The source pictures that a run has not checked since it made purchases for them, each address once, those of rows
 * that failed at the service last. Rows beyond the first {@link #MAX_ROWS} could not be reached in the time there is.
 */
final class SourceList {

    private static final int MAX_ROWS = 20_000;

    private final Map<String, List<PurchasedRow>> firsts = new LinkedHashMap<>();
    private final Map<String, List<SourcePlace>> others = new LinkedHashMap<>();
    private int rows;

    private SourceList() {}

    static SourceList of(PurchasedRows bought, ObservedSources seen, ThumbnailStore thumbnails) {
        SourceList list = new SourceList();
        List<PurchasedRow> page = bought.after(0);
        while (!page.isEmpty() && list.rows < MAX_ROWS) {
            Map<RowKey, List<ObservedSource>> known =
                    seen.of(page.stream().map(PurchasedRow::key).toList());
            for (PurchasedRow row : page) {
                if (!isSeen(row, known.getOrDefault(row.key(), List.of()), thumbnails)) {
                    list.add(row);
                }
            }
            page = bought.after(page.get(page.size() - 1).key().row());
        }
        list.addFailed(bought, thumbnails);
        return list;
    }

    private void addFailed(PurchasedRows bought, ThumbnailStore thumbnails) {
        List<PurchasedRow> page = bought.failedAfter(0);
        while (!page.isEmpty() && rows < MAX_ROWS) {
            for (PurchasedRow row : page) {
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

    /** Returns whether the row's source was checked. A row that failed by the check itself ended after it. */
    private static boolean isSeen(PurchasedRow row, List<ObservedSource> known, ThumbnailStore thumbnails) {
        boolean there = Files.exists(thumbnails.source(row.key().row()));
        boolean checked =
                !known.isEmpty() && (!row.succeeded() || !known.get(0).seenAt().isBefore(row.endedAt()));
        return there && checked;
    }

    private void add(PurchasedRow row) {
        int n = 0;
        for (String url : new RequestInput(row.input()).pictures()) {
            n++;
            if (n == 1) {
                firsts.computeIfAbsent(url, first -> new ArrayList<>()).add(row);
            } else {
                others.computeIfAbsent(url, other -> new ArrayList<>()).add(new SourcePlace(row.key(), n));
            }
        }
        rows += n > 0 ? 1 : 0;
    }

    /** The rows by their first source, which is downloaded. */
    Map<String, List<PurchasedRow>> firsts() {
        return firsts;
    }

    /** The places of the other sources, of whose hosts only the headers are requested. */
    Map<String, List<SourcePlace>> others() {
        return others;
    }

    /** The number of rows that have a source to check. */
    int rows() {
        return rows;
    }

    /** A source's place: the n-th of a row, from 1. */
    record SourcePlace(RowKey row, int n) {}
}
