package dev.darkroom.fetch;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Requests from a picture's host what it tells about it, without fetching it: by HEAD or, where that is not known, for
 * its first byte. Thread-safe.
 */
public final class HeadRequest {

    private static final Set<Integer> NO_SUCH_METHOD = Set.of(405, 501);

    private final RedirectFollower hops;

    /** @param deadline for each answer */
    public HeadRequest(AddressPolicy policy, Duration deadline, InstantSource clock) {
        this.hops = new RedirectFollower(policy, deadline, clock);
    }

    /**
     * Sends the request and waits for the answer.
     *
     * @throws FetchException if the address may not be requested, or there is no answer that tells of a picture
     */
    public HttpValidators send(String url) throws FetchException, InterruptedException {
        try {
            Optional<HttpValidators> told = hops.follow(url, RedirectFollower.RequestFactory.HEAD, this::read);
            return told.isPresent()
                    ? told.get()
                    : hops.follow(url, RedirectFollower.RequestFactory.FIRST_BYTE, this::read)
                            .orElse(HttpValidators.NONE);
        } catch (IOException e) {
            throw new FetchException(
                    ErrorCode.DOWNLOAD_BROKEN,
                    FetchException.FetchFailure.PASSING,
                    FailureText.ofCall(e, "the picture's host"));
        }
    }

    /** Reads an answer; empty if the host does not know the request's method. */
    private Optional<HttpValidators> read(HttpResponse<InputStream> response) throws FetchException {
        int status = response.statusCode();
        if (NO_SUCH_METHOD.contains(status)) {
            return Optional.empty();
        }
        if (status != 200 && status != 206) {
            throw hops.refused(response);
        }
        return Optional.of(HttpValidators.of(response.headers(), status));
    }

    /** Breaks off the requests under way. */
    public void breakOff() {
        hops.breakOff();
    }
}
