package dev.darkroom.sources;

import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.Inquiry;
import dev.darkroom.fetch.Validators;
import dev.darkroom.ledger.SeenSource;
import dev.darkroom.sources.SourceList.Place;
import java.time.InstantSource;
import java.util.List;

/** Asks what a further source's host tells about it, for the next night's reuse. */
record OtherLook(String url, List<Place> places, Inquiry inquiry, InstantSource clock, Findings findings)
        implements HostRounds.Call {

    @Override
    public boolean make() throws InterruptedException {
        try {
            Validators told = inquiry.ask(url);
            for (Place place : places) {
                findings.seen(new SeenSource(
                        place.row(),
                        place.n(),
                        url,
                        told.etag(),
                        told.lastModified(),
                        told.bytes(),
                        null,
                        clock.instant()));
            }
            return true;
        } catch (FetchException e) {
            return !e.mayPass();
        }
    }
}
