package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.FaultContext;
import dev.darkroom.simulator.faults.FaultKind;
import dev.darkroom.simulator.faults.FaultPlan;
import dev.darkroom.simulator.faults.FaultPoint;
import dev.darkroom.simulator.faults.FaultRule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Answers the calls for pictures, which are public: a token has no business there and is answered 400. Thread-safe. */
final class PictureCalls {

    /** Marks an address that was named after the first had expired. */
    static final String FRESH = "?fresh=1";

    private static final SimulatedResponse NOT_FOUND = FaultAnswers.page(404, "404 Not Found");
    private static final Duration SLOW_PICTURE = Duration.ofSeconds(30);

    private final OutputContent outputs;
    private final SourceHost sources = new SourceHost();
    private final AtomicLong askedWithToken = new AtomicLong();
    private final RequestBook book;
    private final FaultPlan faults;
    private final InstantSource clock;

    PictureCalls(RequestBook book, FaultPlan faults, OutputContent outputs, InstantSource clock) {
        this.outputs = outputs;
        this.book = book;
        this.faults = faults;
        this.clock = clock;
    }

    long askedWithToken() {
        return askedWithToken.get();
    }

    /**
     * Returns a finished request's picture, made now; the same one every time.
     *
     * @param fresh whether it is requested under an address that was named later
     */
    SimulatedResponse output(String id, int number, String extension, boolean fresh, @Nullable String authorization) {
        if (authorization != null) {
            askedWithToken.incrementAndGet();
            throw new RefusedException(
                    RefusedException.TOKEN_SHOWN, "This address is public: never send it an Authorization header");
        }
        Instant now = clock.instant();
        AcceptedRequest request = book.find(id, now.toEpochMilli());
        SimulatedRequest order = request.request();
        boolean made = book.progress(request, now.toEpochMilli()) == RequestProgress.ENDED && !request.isToFail();
        boolean named = number >= 1 && number <= order.pictures() && extension.equals(order.extension());
        if (!made || !named) {
            return NOT_FOUND;
        }
        FaultContext fetch = request.nextFetch(now);
        FaultRule struck = faults.first(FaultPoint.FETCH, fetch);
        if (struck != null && struck.fault() == FaultKind.OUTPUT_500) {
            return FaultAnswers.page(500, "500 Internal Server Error");
        }
        SimulatedResponse answer = outputs.serve(request, number, fresh);
        if (struck == null) {
            return answer;
        }
        return struck.fault() == FaultKind.OUTPUT_CUT
                ? answer.cut()
                : answer.pausing(answer.body().length / 2, SLOW_PICTURE);
    }

    /** Returns a picture of the sample catalog, as its made-up https host would give it. */
    SimulatedResponse source(String name) {
        return sources.serve(name);
    }

    /** Puts another picture in its place, under the same address. */
    void replaceSource(String name) {
        if (!sources.replace(name, clock.instant())) {
            throw new RefusedException(RefusedException.NO_JSON, "replaced must name a picture of the sample catalog");
        }
    }
}
