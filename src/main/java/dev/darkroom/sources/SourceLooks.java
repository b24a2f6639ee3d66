package dev.darkroom.sources;

import dev.darkroom.checks.Flag;
import dev.darkroom.checks.SourceChecks;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.Fetcher;
import dev.darkroom.fetch.Inquiry;
import dev.darkroom.ledger.BoughtRows;
import dev.darkroom.ledger.LedgerException;
import dev.darkroom.ledger.RowKey;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.SeenSources;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.picture.Thumbnails;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the source pictures of the rows that a run has bought, once each: fetches the first of a row for its
 * thumbnail, holds the row's pictures against it, and records what hosts tell about all of them. It takes a minute at
 * most; a source that did not come by then stays a link.
 */
final class SourceLooks {

    private static final Logger log = LoggerFactory.getLogger(SourceLooks.class);

    private static final int AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long MOST_BYTES = 20_000_000;

    private final BoughtRows rows;
    private final SeenSources seen;
    private final RunLedger ledger;
    private final Fetcher fetcher;
    private final Inquiry inquiry;
    private final PictureDecoder decoder;
    private final Thumbnails thumbnails;
    private final Comparison comparison;
    private final InstantSource wall;
    private final MonotonicClock clock;

    /**
     * @param policy which sources may be asked
     * @param fail the flags that make a row {@code failed}
     */
    SourceLooks(
            BoughtRows rows,
            SeenSources seen,
            RunLedger ledger,
            AddressPolicy policy,
            PictureDecoder decoder,
            SourceChecks checks,
            List<Flag> fail,
            InstantSource wall,
            MonotonicClock clock) {
        this.rows = rows;
        this.seen = seen;
        this.ledger = ledger;
        this.fetcher = new Fetcher(policy, MOST_BYTES, ANSWER, wall);
        this.inquiry = new Inquiry(policy, ANSWER, wall);
        this.decoder = decoder;
        Path output = ledger.run().output();
        this.thumbnails = new Thumbnails(output);
        this.comparison = new Comparison(checks, fail, decoder, output);
        this.wall = wall;
        this.clock = clock;
    }

    /**
     * Looks at them until all are seen, the time is over or the run is to leave everything.
     *
     * @return whether a row is not what it was before, so that results have to be written again
     * @throws LedgerException if the ledger cannot be read or written
     */
    public boolean look() throws InterruptedException {
        boolean changed = lookAtBought();
        if (!ledger.signals().leaveAll()) {
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

    private boolean lookAtBought() throws InterruptedException {
        SourceList list = SourceList.of(rows, seen, thumbnails);
        if (list.rows() == 0) {
            return false;
        }
        MonotonicTime start = clock.now();
        Findings findings = new Findings();
        new HostRounds(AT_ONCE, PATIENCE, clock, ledger.signals()::leaveAll, this::breakOff).run(calls(list, findings));
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

    private List<HostRounds.Call> calls(SourceList list, Findings findings) {
        List<HostRounds.Call> calls = new ArrayList<>();
        list.firsts()
                .forEach((url, bought) -> calls.add(
                        new FirstLook(url, bought, fetcher, decoder, thumbnails, comparison, wall, findings)));
        list.others().forEach((url, places) -> calls.add(new OtherLook(url, places, inquiry, wall, findings)));
        return calls;
    }

    private void breakOff() {
        fetcher.breakOff();
        inquiry.breakOff();
    }
}
