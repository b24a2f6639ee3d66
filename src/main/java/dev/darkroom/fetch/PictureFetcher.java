package dev.darkroom.fetch;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.fetch.FetchException.FetchFailure;
import dev.darkroom.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fetches one picture into a file, which whoever keeps it has to force to disk. It knows no token; every hop of a redirect
 * is checked as the first address was.
 */
public final class PictureFetcher implements PictureSource {

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /** A host that sends nothing for so long will send nothing more, and another row could use the worker. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(30);

    private static final Duration HEADERS_DEADLINE = Duration.ofSeconds(60);
    private static final int BUFFER = 64 << 10;

    private final RedirectFollower hops;
    private final String bound;
    private final long mostBytes;
    private final Duration deadline;
    private final Duration idle;
    private final Set<BodyTimeLimit> reading = ConcurrentHashMap.newKeySet();

    /**
     * Fetches with five minutes for the bytes of one output, and half a minute without any.
     *
     * @param mostBytes what is larger is not fetched
     */
    public PictureFetcher(AddressPolicy policy, long mostBytes, InstantSource clock) {
        this(policy, mostBytes, DEADLINE, clock);
    }

    /** @param deadline for the bytes of one output, from its headers on */
    public PictureFetcher(AddressPolicy policy, long mostBytes, Duration deadline, InstantSource clock) {
        this(policy, mostBytes, deadline, MAX_IDLE, clock);
    }

    /** @param idle how long no byte of an output may come */
    PictureFetcher(AddressPolicy policy, long mostBytes, Duration deadline, Duration idle, InstantSource clock) {
        this.hops = new RedirectFollower(
                policy, deadline.compareTo(HEADERS_DEADLINE) < 0 ? deadline : HEADERS_DEADLINE, clock);
        this.bound = "the " + policy.what() + " is larger than " + policy.bound();
        this.deadline = deadline;
        this.idle = idle;
        this.mostBytes = mostBytes;
    }

    @Override
    public FetchedFile fetch(String url, Path part) throws FetchException, IOException, InterruptedException {
        return hops.follow(url, RedirectFollower.RequestFactory.WHOLE, response -> {
            if (response.statusCode() != 200) {
                throw hops.refused(response);
            }
            return save(response, part);
        });
    }

    private FetchedFile save(HttpResponse<InputStream> response, Path part) throws IOException, FetchException {
        OptionalLong announced = announced(response);
        if (announced.isPresent() && announced.getAsLong() > mostBytes) {
            throw tooLarge();
        }
        MessageDigest digest = Sha256.newDigest();
        long length = 0;
        try (BodyTimeLimit time = limited(response.body());
                OutputStream file = Files.newOutputStream(part)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = next(buffer, time); read >= 0; read = next(buffer, time)) {
                length += read;
                if (length > mostBytes) {
                    throw tooLarge();
                }
                digest.update(buffer, 0, read);
                file.write(buffer, 0, read);
            }
            if (time.passed()) {
                throw tooSlow(time);
            }
        }
        if (announced.isPresent() && announced.getAsLong() != length) {
            throw new FetchException(
                    ErrorCode.TRUNCATED, FetchFailure.PASSING, "the connection ended before the picture was whole");
        }
        HttpValidators told = HttpValidators.of(response.headers(), response.statusCode());
        return new FetchedFile(length, Sha256.hex(digest), told.counted(length));
    }

    /** Reads the announced length; what is not a number announces nothing. */
    private static OptionalLong announced(HttpResponse<?> response) {
        String length = response.headers().firstValue("Content-Length").orElse("");
        return length.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(length)) : OptionalLong.empty();
    }

    private BodyTimeLimit limited(InputStream body) {
        BodyTimeLimit time = new BodyTimeLimit(body, deadline, idle, reading::remove);
        reading.add(time);
        return time;
    }

    /** Breaks off the fetches under way; an interrupt would not do: until Java 20 the client's body takes no notice. */
    @Override
    public void breakOff() {
        hops.breakOff();
        reading.forEach(BodyTimeLimit::end);
    }

    private int next(byte[] buffer, BodyTimeLimit time) throws IOException, FetchException {
        try {
            return time.next(buffer);
        } catch (IOException e) {
            if (time.passed()) {
                throw tooSlow(time);
            }
            throw e;
        }
    }

    private FetchException tooSlow(BodyTimeLimit time) {
        String message = time.stalled()
                ? "no byte came for " + idle.toSeconds() + " s"
                : "not whole after " + deadline.toSeconds() + " s";
        return new FetchException(ErrorCode.TOO_SLOW, FetchFailure.PASSING, message);
    }

    private FetchException tooLarge() {
        return new FetchException(ErrorCode.TOO_LARGE, FetchFailure.FINAL, bound + ", " + mostBytes + " bytes");
    }

    /**
     * A fetched file.
     *
     * @param bytes its size
     * @param sha256 its hash, 64 hex digits
     * @param told what its host tells about it
     */
    public record FetchedFile(long bytes, String sha256, HttpValidators told) {

        /** Makes one of which nothing is told. */
        public FetchedFile(long bytes, String sha256) {
            this(bytes, sha256, HttpValidators.NONE);
        }
    }
}
