package dev.darkroom.sources;

import dev.darkroom.checks.CheckFlag;
import dev.darkroom.checks.SourceChecks;
import dev.darkroom.checks.program.ProgramCheck;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.HeadRequest;
import dev.darkroom.fetch.PictureFetcher;
import dev.darkroom.fetch.PictureSource;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.history.ObservedSources;
import dev.darkroom.ledger.history.PurchasedRows;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.picture.LocalPictures;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.picture.ThumbnailStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the source pictures of the rows that a run has purchased, once each: downloads the first of a row for its
 * thumbnail, compares the row's pictures with it, and records what hosts tell about all of them. It takes a minute at
 * most, and an hour with a program of the user's; a source that did not come by then stays a link.
 */
final class SourceInspection {

    private static final Logger log = LoggerFactory.getLogger(SourceInspection.class);

    private static final int AT_ONCE = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** With a program of the user's, which takes longer than a comparison. */
    private static final Duration PROGRAM_TIMEOUT = Duration.ofHours(1);

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long MAX_BYTES = 20_000_000;

    private final PurchasedRows rows;
    private final ObservedSources seen;
    private final RunLedger ledger;
    private final PictureSource fetcher;
    private final HeadRequest inquiry;
    private final PictureDecoder decoder;
    private final ThumbnailStore thumbnails;
    private final SourceComparison comparison;
    private final ProgramCheck program;
    private final InstantSource wall;
    private final MonotonicClock clock;

    /**
     * @param policy which sources may be requested
     * @param local the pictures on this disk that rows may name, null if they may name none
     * @param program what looks at the pictures besides
     * @param fail the flags that make a row {@code failed}
     */
    SourceInspection(
            PurchasedRows rows,
            ObservedSources seen,
            RunLedger ledger,
            AddressPolicy policy,
            @Nullable LocalPictures local,
            PictureDecoder decoder,
            SourceChecks checks,
            ProgramCheck program,
            List<CheckFlag> fail,
            InstantSource wall,
            MonotonicClock clock) {
        this.rows = rows;
        this.seen = seen;
        this.ledger = ledger;
        this.fetcher = new LocalOrFetchedPicture(local, new PictureFetcher(policy, MAX_BYTES, ANSWER, wall));
        this.inquiry = new HeadRequest(policy, ANSWER, wall);
        this.decoder = decoder;
        Path output = ledger.run().output();
        this.thumbnails = new ThumbnailStore(output);
        this.comparison = new SourceComparison(checks, program, fail, decoder, output);
        this.program = program;
        this.wall = wall;
        this.clock = clock;
    }

    /**
     * Checks them until all are seen, the time is over or the run is to end immediately.
     *
     * @return whether a row is not what it was before, so that results have to be written again
     * @throws LedgerException if the ledger cannot be read or written
     */
    public boolean inspectNext() throws InterruptedException {
        boolean changed = inspectPurchased();
        if (!ledger.signals().stopImmediately()) {
            rows.eachFollower(this::share);
        }
        return changed;
    }

    private void share(RowKey leader, RowKey follower) {
        try {
            thumbnails.share(thumbnails.source(leader.row()), thumbnails.source(follower.row()));
        } catch (IOException e) {
            log.debug("row {} does without a thumbnail of its source: {}", follower.row(), e.toString());
        }
    }

    private boolean inspectPurchased() throws InterruptedException {
        SourceList list = SourceList.of(rows, seen, thumbnails);
        if (list.rows() == 0) {
            return false;
        }
        MonotonicTime start = clock.now();
        SourceFindings findings = new SourceFindings();
        int processors = Runtime.getRuntime().availableProcessors();
        try (RowComparisons comparisons = new RowComparisons(comparison, findings, processors)) {
            new BoundedFetchPool(
                            AT_ONCE,
                            program.isGiven() ? PROGRAM_TIMEOUT : TIMEOUT,
                            clock,
                            ledger.signals()::stopImmediately,
                            this::breakOff)
                    .run(calls(list, comparisons, findings));
        }
        program.tellFailures();
        int got = findings.thumbnails();
        log.info(
                "{} of {} source pictures in {} s{}",
                got,
                list.rows(),
                start.until(clock.now()).toSeconds(),
                got < list.rows() ? "; the others are links in the report" : "");
        seen.keep(findings.seen());
        return ledger.applyAll(findings.judged()) > 0;
    }

    private List<BoundedFetchPool.FetchCall> calls(
            SourceList list, RowComparisons comparisons, SourceFindings findings) {
        List<BoundedFetchPool.FetchCall> calls = new ArrayList<>();
        list.firsts()
                .forEach((url, bought) -> calls.add(new SourcePictureFetch(
                        url, bought, fetcher, decoder, thumbnails, comparisons, wall, findings)));
        list.others().forEach((url, places) -> calls.add(new SourceHeaderFetch(url, places, inquiry, wall, findings)));
        return calls;
    }

    private void breakOff() {
        fetcher.breakOff();
        inquiry.breakOff();
    }
}
