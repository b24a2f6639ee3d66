package dev.darkroom.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the beginning of a source picture, and no more of it from a host that sends all. It knows no token; every hop of a
 * redirect is checked as the first address was. Thread-safe; blocks until there is an answer.
 */
public final class SourceProbe {

    /** So many bytes hold the header of nearly every picture. */
    public static final int MAX_BYTES = 64 << 10;

    /** So many hold the header of a JPEG with a profile for print, of half a megabyte, and a preview. */
    static final int MAX_HEADER_BYTES = 1 << 20;

    private static final int BUFFER = 8 << 10;
    private static final int UNCHANGED = 304;
    private static final int UNSATISFIABLE = 416;
    private static final Set<Integer> TAKEN = Set.of(200, 206);

    private final RedirectFollower hops;
    private final Duration deadline;
    private final Set<BodyTimeLimit> reading = ConcurrentHashMap.newKeySet();

    /** @param deadline for each answer, and again for what is read of it */
    public SourceProbe(AddressPolicy policy, Duration deadline, InstantSource clock) {
        this.hops = new RedirectFollower(policy, deadline, clock);
        this.deadline = deadline;
    }

    /**
     * Fetches it.
     *
     * @param known what its host told before, null if nothing is known
     * @throws FetchException if the address may not be requested, or there is no answer that brings anything
     */
    public FirstPart fetch(String url, @Nullable HttpValidators known)
            throws FetchException, IOException, InterruptedException {
        return fetch(url, known, MAX_BYTES);
    }

    /**
     * Fetches it with the longest header that a picture may have, of which the first bytes told too little.
     *
     * @throws FetchException as {@link #fetch} does
     */
    public FirstPart fetchLongHeader(String url) throws FetchException, IOException, InterruptedException {
        return fetch(url, null, MAX_HEADER_BYTES);
    }

    private FirstPart fetch(String url, @Nullable HttpValidators known, int max)
            throws FetchException, IOException, InterruptedException {
        Optional<FirstPart> part = fetch(url, known, max, true);
        return part.isPresent() ? part.get() : fetch(url, known, max, false).orElseThrow();
    }

    /** Returns nothing if a part was asked for, and the host gives none of something that is there. */
    private Optional<FirstPart> fetch(String url, @Nullable HttpValidators known, int max, boolean ranged)
            throws FetchException, IOException, InterruptedException {
        return hops.follow(
                url,
                request -> {
                    if (ranged) {
                        request.header("Range", "bytes=0-" + (max - 1));
                    }
                    request.GET();
                    if (known != null && known.etag() != null) {
                        request.header("If-None-Match", known.etag());
                    } else if (known != null && known.lastModified() != null) {
                        request.header("If-Modified-Since", known.lastModified());
                    }
                },
                response -> read(url, known != null, max, ranged, response));
    }

    private Optional<FirstPart> read(
            String url, boolean conditional, int max, boolean ranged, HttpResponse<InputStream> response)
            throws FetchException, IOException {
        int status = response.statusCode();
        String range = response.headers().firstValue("Content-Range").orElse("");
        boolean nothing = status == UNSATISFIABLE && ranged && range.equals("bytes */0");
        if (status == UNSATISFIABLE && ranged && !nothing) {
            return Optional.empty();
        }
        if (!nothing && !TAKEN.contains(status) && !(status == UNCHANGED && conditional)) {
            throw hops.refused(response);
        }
        String contentType = response.headers().firstValue("Content-Type").orElse("");
        HttpValidators told = HttpValidators.of(response.headers(), status);
        if (status == UNCHANGED) {
            return Optional.of(new FirstPart(status, contentType, told, new byte[0], null));
        }
        // Nothing can be cut out of a file that has no bytes.
        byte[] bytes = nothing ? new byte[0] : first(response.body(), max);
        boolean whole = bytes.length < max;
        HttpValidators counted = whole && told.bytes() == null ? told.counted(bytes.length) : told;
        Long size = counted.bytes();
        String begin = new String(bytes, 0, Math.min(bytes.length, FirstBytes.COUNT), StandardCharsets.ISO_8859_1);
        FirstBytes judged = new FirstBytes(
                response.uri(), contentType, size == null ? OptionalLong.empty() : OptionalLong.of(size), begin);
        return Optional.of(new FirstPart(status, contentType, counted, bytes, judged.finding(url)));
    }

    private byte[] first(InputStream body, int max) throws IOException {
        byte[] first = new byte[max];
        int length = 0;
        BodyTimeLimit time = new BodyTimeLimit(body, deadline, deadline, reading::remove);
        reading.add(time);
        try (time) {
            byte[] buffer = new byte[BUFFER];
            int read = time.next(buffer);
            while (read >= 0) {
                int taken = Math.min(read, first.length - length);
                System.arraycopy(buffer, 0, first, length, taken);
                length += taken;
                read = length < first.length ? time.next(buffer) : -1;
            }
            if (time.passed()) {
                throw new IOException("its first bytes did not come within " + deadline.toSeconds() + " s");
            }
        }
        return Arrays.copyOf(first, length);
    }

    /** Breaks off the requests under way. */
    public void breakOff() {
        hops.breakOff();
        reading.forEach(BodyTimeLimit::end);
    }
}
