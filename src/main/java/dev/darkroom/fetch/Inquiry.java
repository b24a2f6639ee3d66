package dev.darkroom.fetch;

import dev.darkroom.errors.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a picture's host what it tells about it, without fetching it: by HEAD or, where that is not known, for its first
 * byte. Thread-safe.
 */
public final class Inquiry {

    private static final Set<Integer> NO_SUCH_METHOD = Set.of(405, 501);

    private final Hops hops;
    private final Set<Integer> headRefused;

    /** @param deadline for each answer */
    public Inquiry(AddressPolicy policy, Duration deadline, InstantSource clock) {
        this(policy, NO_SUCH_METHOD, deadline, clock);
    }

    /** @param headRefused with what status a host says that it does not take HEAD for the address */
    Inquiry(AddressPolicy policy, Set<Integer> headRefused, Duration deadline, InstantSource clock) {
        this.hops = new Hops(policy, deadline, clock);
        this.headRefused = headRefused;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws FetchException if the address may not be asked, or there is no answer that tells of a picture
     */
    public Validators ask(String url) throws FetchException, InterruptedException {
        try {
            Optional<Validators> told = hops.follow(url, Hops.Question.HEAD, response -> read(response, headRefused));
            return told.isPresent()
                    ? told.get()
                    : hops.follow(url, Hops.Question.FIRST_BYTE, response -> read(response, NO_SUCH_METHOD))
                            .orElse(Validators.NONE);
        } catch (IOException e) {
            throw new FetchException(
                    ErrorCode.DOWNLOAD_BROKEN, FetchException.Kind.PASSING, String.valueOf(e.getMessage()));
        }
    }

    /** Empty if the host does not know the question. */
    private Optional<Validators> read(HttpResponse<InputStream> response, Set<Integer> unknown) throws FetchException {
        int status = response.statusCode();
        if (unknown.contains(status)) {
            return Optional.empty();
        }
        if (status != 200 && status != 206) {
            throw hops.refused(response);
        }
        return Optional.of(Validators.of(response.headers(), status));
    }

    /** Breaks off what is being asked. */
    public void breakOff() {
        hops.breakOff();
    }
}
