package dev.darkroom.download;

import dev.darkroom.fetch.FetchException;
import dev.darkroom.ledger.rows.CompletedRow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row whose outputs are being downloaded, and the number of attempts. One thread at a time works on it. */
final class DownloadTask {

    private final CompletedRow row;
    private List<String> urls;
    private int attempts;
    private int gone;
    private boolean refreshed;
    private Duration heldUp = Duration.ZERO;
    private long millis;
    private @Nullable FetchException failure;

    DownloadTask(CompletedRow row) {
        this.row = row;
        this.urls = row.outputUrls();
    }

    CompletedRow row() {
        return row;
    }

    List<String> urls() {
        return urls;
    }

    /** Begins another attempt; returns its number from 1. */
    int attempt() {
        return ++attempts;
    }

    /** Takes the last attempt back, which does not count. */
    void uncount() {
        attempts--;
    }

    int attempts() {
        return attempts;
    }

    /** Adds a pause that its host requested; returns the sum of all so far. */
    Duration heldUp(Duration pause) {
        heldUp = heldUp.plus(pause);
        return heldUp;
    }

    /** Counts that the service did not know the request; returns how often. */
    int gone() {
        return ++gone;
    }

    /** Takes the fresh addresses that the service named. */
    void refresh(List<String> fresh) {
        refreshed = true;
        urls = List.copyOf(fresh);
    }

    boolean wasRefreshed() {
        return refreshed;
    }

    /** Keeps a failure of the stages behind the fetch, for the next worker to deal with. */
    void failed(FetchException why) {
        failure = why;
    }

    /** Takes the failure that is to be dealt with; null if there is none. */
    @Nullable
    FetchException takeFailure() {
        FetchException taken = failure;
        failure = null;
        return taken;
    }

    void took(Duration time) {
        millis += time.toMillis();
    }

    long millis() {
        return millis;
    }
}
