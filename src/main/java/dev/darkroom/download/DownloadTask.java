package dev.darkroom.download;

import dev.darkroom.ledger.rows.CompletedRow;
import java.time.Duration;
import java.util.List;

/** A row whose outputs are being fetched, and how often that was tried. One worker at a time has it in hand. */
final class DownloadTask {

    private final CompletedRow row;
    private List<String> urls;
    private int attempts;
    private int gone;
    private boolean refreshed;
    private Duration heldUp = Duration.ZERO;
    private long millis;

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

    /** Another try begins; returns its number from 1. */
    int attempt() {
        return ++attempts;
    }

    /** The last try does not count. */
    void uncount() {
        attempts--;
    }

    int attempts() {
        return attempts;
    }

    /** Its host asks for a pause; returns how much it has asked for by now, one after the other. */
    Duration heldUp(Duration pause) {
        heldUp = heldUp.plus(pause);
        return heldUp;
    }

    /** The service did not know the request; returns how often. */
    int gone() {
        return ++gone;
    }

    /** The service named fresh addresses. */
    void refresh(List<String> fresh) {
        refreshed = true;
        urls = List.copyOf(fresh);
    }

    boolean wasRefreshed() {
        return refreshed;
    }

    void took(Duration time) {
        millis += time.toMillis();
    }

    long millis() {
        return millis;
    }
}
