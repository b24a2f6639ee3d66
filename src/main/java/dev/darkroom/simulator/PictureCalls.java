package dev.darkroom.simulator;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The calls for pictures, which are public: a token has no business there and is answered 400. Thread-safe. */
final class PictureCalls {

    /** Marks an address that was named after the first had expired. */
    static final String FRESH = "?fresh=1";

    private static final Answer NOT_FOUND = FaultAnswers.page(404, "404 Not Found");
    private static final Duration SLOW_PICTURE = Duration.ofSeconds(30);

    private final Outputs outputs;
    private final SourceShelf sources = new SourceShelf();
    private final AtomicLong askedWithToken = new AtomicLong();
    private final RequestBook book;
    private final FaultPlan faults;
    private final InstantSource clock;

    PictureCalls(RequestBook book, FaultPlan faults, URI origin, InstantSource clock) {
        this.outputs = new Outputs(origin);
        this.book = book;
        this.faults = faults;
        this.clock = clock;
    }

    long askedWithToken() {
        return askedWithToken.get();
    }

    /**
     * A finished request's picture, made now; the same one every time.
     *
     * @param fresh whether it is asked for under an address that was named later
     */
    Answer output(String id, int number, String extension, boolean fresh, @Nullable String authorization) {
        if (authorization != null) {
            askedWithToken.incrementAndGet();
            throw new RefusedException(
                    RefusedException.TOKEN_SHOWN, "This address is public: never send it an Authorization header");
        }
        Instant now = clock.instant();
        Request request = book.find(id, now.toEpochMilli());
        Order order = request.order();
        boolean made = book.progress(request, now.toEpochMilli()) == Progress.ENDED && !request.isToFail();
        boolean named = number >= 1 && number <= order.pictures() && extension.equals(order.extension());
        if (!made || !named) {
            return NOT_FOUND;
        }
        Occasion fetch = request.nextFetch(now);
        FaultRule struck = faults.first(Moment.FETCH, fetch);
        if (struck != null && struck.fault() == Fault.OUTPUT_500) {
            return FaultAnswers.page(500, "500 Internal Server Error");
        }
        Answer answer = outputs.serve(request, number, fresh);
        if (struck == null) {
            return answer;
        }
        return struck.fault() == Fault.OUTPUT_CUT
                ? answer.cut()
                : answer.pausing(answer.body().length / 2, SLOW_PICTURE);
    }

    /** A picture of the sample catalog, as its made-up https host would give it. */
    Answer source(String name) {
        return sources.serve(name);
    }

    /** Puts another picture in its place, under the same address. */
    void replaceSource(String name) {
        if (!sources.replace(name, clock.instant())) {
            throw new RefusedException(RefusedException.NO_JSON, "replaced must name a picture of the sample catalog");
        }
    }
}
