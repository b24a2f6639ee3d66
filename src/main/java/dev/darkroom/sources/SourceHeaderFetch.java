package dev.darkroom.sources;

import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.HeadRequest;
import dev.darkroom.fetch.HttpValidators;
import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.ledger.history.ObservedSource;
import dev.darkroom.sources.SourceList.SourcePlace;
import java.time.InstantSource;
import java.util.List;

/** Requests the headers of a further source, for the next night's reuse. */
record SourceHeaderFetch(
        String url, List<SourcePlace> places, HeadRequest headRequest, InstantSource clock, SourceFindings findings)
        implements BoundedFetchPool.FetchCall {

    @Override
    public boolean make() throws InterruptedException {
        if (LocalPictureReference.isOne(url)) {
            return true;
        }
        try {
            HttpValidators validators = headRequest.send(url);
            for (SourcePlace place : places) {
                findings.seen(new ObservedSource(
                        place.row(),
                        place.n(),
                        url,
                        validators.etag(),
                        validators.lastModified(),
                        validators.bytes(),
                        null,
                        clock.instant()));
            }
            return true;
        } catch (FetchException e) {
            return !e.mayPass();
        }
    }
}
