package dev.darkroom.simulator;

import dev.darkroom.simulator.picture.PictureOrder;
import dev.darkroom.simulator.picture.SamplePictures;
import dev.darkroom.simulator.picture.Studio;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The calls for pictures, which are public: a token has no business there and is answered 400. Thread-safe. */
final class PictureCalls {

    private static final Duration SLOW_PICTURE = Duration.ofSeconds(30);

    private final Studio studio = new Studio();
    private final AtomicLong askedWithToken = new AtomicLong();
    private final RequestBook book;
    private final FaultPlan faults;
    private final InstantSource clock;

    PictureCalls(RequestBook book, FaultPlan faults, InstantSource clock) {
        this.book = book;
        this.faults = faults;
        this.clock = clock;
    }

    long askedWithToken() {
        return askedWithToken.get();
    }

    /** A finished request's picture, made now; the same one every time. */
    Answer output(String id, int number, String extension, @Nullable String authorization) {
        if (authorization != null) {
            askedWithToken.incrementAndGet();
            throw new RefusedException(
                    RefusedException.TOKEN_SHOWN, "This address is public: never send it an Authorization header");
        }
        long now = clock.millis();
        Request request = book.find(id, now);
        Order order = request.order();
        boolean made = book.progress(request, now) == Progress.ENDED && !request.has(Fault.JOB_FAILED);
        boolean named = number >= 1 && number <= order.pictures() && extension.equals(order.extension());
        if (!made || !named || request.has(Fault.OUTPUT_404)) {
            return Answer.html(404, "<html><body><h1>404 Not Found</h1></body></html>\n");
        }
        byte[] picture = studio.develop(PictureOrder.of(order.model(), order.inputNode(), number));
        if (request.has(Fault.OUTPUT_TRUNCATED)) {
            picture = Arrays.copyOf(picture, picture.length / 2);
        }
        Answer whole = Answer.of(200, "image/" + order.format(), picture);
        Occasion fetch = request.nextFetch(now);
        if (faults.strikes(Fault.OUTPUT_CUT, fetch)) {
            return whole.cut();
        }
        return faults.strikes(Fault.OUTPUT_SLOW, fetch) ? whole.pausing(picture.length / 2, SLOW_PICTURE) : whole;
    }

    /** A picture of the sample catalog, as its made-up https host would give it. */
    Answer source(String name) {
        return SamplePictures.find(name)
                .map(bytes -> Answer.of(200, SamplePictures.contentType(name), bytes))
                .orElseGet(() -> Answer.html(404, "<html><body><h1>404 Not Found</h1></body></html>\n"));
    }
}
