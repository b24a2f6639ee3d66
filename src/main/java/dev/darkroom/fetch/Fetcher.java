package dev.darkroom.fetch;

import dev.darkroom.api.RetryAfter;
import dev.darkroom.fetch.FetchException.Kind;
import dev.darkroom.fetch.OutputPolicy.Untrusted;
import dev.darkroom.ledger.DiskFull;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Fetches one output into a file, forced to disk. It knows no token; every hop of a redirect is checked as the first
 * address was.
 */
public final class Fetcher implements PictureSource {

    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(10);
    private static final Duration HEADERS_DEADLINE = Duration.ofSeconds(60);
    private static final int MOST_HOPS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> STALE = Set.of(401, 403, 404, 410);
    private static final int BUFFER = 64 << 10;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_DEADLINE)
            .build();
    private final OutputPolicy policy;
    private final long mostBytes;
    private final Duration deadline;
    private final InstantSource clock;
    private final Set<Runnable> asking = ConcurrentHashMap.newKeySet();
    private final Set<TimeLimit> reading = ConcurrentHashMap.newKeySet();

    /**
     * Fetches with five minutes for the bytes of one output.
     *
     * @param mostBytes what is larger is not fetched
     */
    public Fetcher(OutputPolicy policy, long mostBytes, InstantSource clock) {
        this(policy, mostBytes, DEADLINE, clock);
    }

    /** @param deadline for the bytes of one output, from its headers on */
    public Fetcher(OutputPolicy policy, long mostBytes, Duration deadline, InstantSource clock) {
        this.clock = clock;
        this.deadline = deadline;
        this.policy = policy;
        this.mostBytes = mostBytes;
    }

    @Override
    public Fetched fetch(String url, Path part) throws FetchException, IOException, InterruptedException {
        try {
            return follow(url, part);
        } catch (IllegalArgumentException e) {
            throw new FetchException("BAD_ADDRESS", Kind.FINAL, "the output's address cannot be asked");
        }
    }

    private Fetched follow(String url, Path part) throws FetchException, IOException, InterruptedException {
        String at = url;
        for (int hop = 0; hop <= MOST_HOPS; hop++) {
            URI uri = checked(at);
            Optional<String> next = Optional.empty();
            try (Body body = get(uri)) {
                int status = body.response.statusCode();
                if (status == 200) {
                    return save(body.response, part);
                }
                if (!REDIRECTS.contains(status)) {
                    throw refused(body.response);
                }
                next = body.response.headers().firstValue("Location");
            } catch (IOException e) {
                if (DiskFull.isCauseOf(e)) {
                    throw e;
                }
                throw new FetchException("DOWNLOAD_BROKEN", Kind.PASSING, String.valueOf(e.getMessage()));
            }
            at = uri.resolve(next.orElseThrow(() -> refused(302)).replace(" ", "%20"))
                    .toString();
        }
        throw new FetchException("TOO_MANY_REDIRECTS", Kind.FINAL, "more than " + MOST_HOPS + " redirects");
    }

    private URI checked(String url) throws FetchException {
        try {
            return policy.check(url);
        } catch (Untrusted e) {
            throw new FetchException("UNTRUSTED_OUTPUT", Kind.FINAL, String.valueOf(e.getMessage()));
        } catch (UnknownHostException e) {
            throw new FetchException("NO_SUCH_HOST", Kind.PASSING, "the output's host has no address");
        }
    }

    private Body get(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(deadline.compareTo(HEADERS_DEADLINE) < 0 ? deadline : HEADERS_DEADLINE)
                .header("Accept-Encoding", "identity")
                .header("Accept", "image/*")
                .GET()
                .build();
        CompletableFuture<HttpResponse<InputStream>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        Runnable cancel = () -> answer.cancel(true);
        asking.add(cancel);
        try {
            return new Body(answer.get());
        } catch (CancellationException e) {
            throw new IOException("broken off before there was an answer", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            asking.remove(cancel);
            cancel.run();
        }
    }

    private FetchException refused(HttpResponse<?> response) {
        if (response.statusCode() == 429) {
            return FetchException.throttled(RetryAfter.of(response.headers(), clock.instant()));
        }
        return refused(response.statusCode());
    }

    private static FetchException refused(int status) {
        Kind kind = STALE.contains(status) ? Kind.STALE_ADDRESS : Kind.PASSING;
        return new FetchException("HTTP_" + status, kind, "the output's host answered with HTTP " + status);
    }

    private Fetched save(HttpResponse<InputStream> response, Path part) throws IOException, FetchException {
        OptionalLong announced = announced(response);
        if (announced.isPresent() && announced.getAsLong() > mostBytes) {
            throw tooLarge();
        }
        MessageDigest digest = sha256();
        long length = 0;
        try (TimeLimit time = limited(response.body());
                FileChannel channel = FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                OutputStream file = Channels.newOutputStream(channel);
                InputStream body = response.body()) {
            byte[] buffer = new byte[BUFFER];
            for (int read = next(body, buffer, time); read >= 0; read = next(body, buffer, time)) {
                length += read;
                if (length > mostBytes) {
                    throw tooLarge();
                }
                digest.update(buffer, 0, read);
                file.write(buffer, 0, read);
            }
            channel.force(true);
            if (time.passed()) {
                throw tooSlow();
            }
        }
        if (announced.isPresent() && announced.getAsLong() != length) {
            throw new FetchException("TRUNCATED", Kind.PASSING, "the connection ended before the picture was whole");
        }
        return new Fetched(length, HexFormat.of().formatHex(digest.digest()));
    }

    /** What is no number announces nothing. */
    private static OptionalLong announced(HttpResponse<?> response) {
        String length = response.headers().firstValue("Content-Length").orElse("");
        return length.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(length)) : OptionalLong.empty();
    }

    private TimeLimit limited(InputStream body) {
        TimeLimit time = new TimeLimit(body, deadline, reading::remove);
        reading.add(time);
        return time;
    }

    /** An interrupt would not do: until Java 20 the client's body takes no notice. */
    @Override
    public void breakOff() {
        asking.forEach(Runnable::run);
        reading.forEach(TimeLimit::end);
    }

    private int next(InputStream body, byte[] buffer, TimeLimit time) throws IOException, FetchException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            if (time.passed()) {
                throw tooSlow();
            }
            throw e;
        }
    }

    private FetchException tooSlow() {
        return new FetchException("TOO_SLOW", Kind.PASSING, "not whole after " + deadline.toSeconds() + " s");
    }

    private FetchException tooLarge() {
        return new FetchException(
                "TOO_LARGE", Kind.FINAL, "the output is larger than download.max-size, " + mostBytes + " bytes");
    }

    /** A new digest of the kind that names pictures. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * What was fetched.
     *
     * @param bytes its size
     * @param sha256 its hash, 64 hex digits
     */
    public record Fetched(long bytes, String sha256) {}

    /** An answer whose body is closed whatever becomes of it. */
    private record Body(HttpResponse<InputStream> response) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }
}
