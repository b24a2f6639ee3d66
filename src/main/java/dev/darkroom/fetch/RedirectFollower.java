package dev.darkroom.fetch;

import dev.darkroom.api.HttpClients;
import dev.darkroom.api.ProxyRoutes;
import dev.darkroom.api.RetryAfterParser;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.fetch.AddressPolicy.UntrustedAddressException;
import dev.darkroom.fetch.FetchException.FetchFailure;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.FailureText;
import dev.darkroom.io.PictureAddress;
import dev.darkroom.pace.AwakeWait;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Requests an address and follows its redirects, every hop of which is checked as the first address was. It knows no
 * token. Thread-safe.
 */
final class RedirectFollower {

    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(10);
    private static final int MAX_HOPS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> STALE = Set.of(401, 403, 404, 410);

    private final HttpClient http = HttpClients.connectingWithin(CONNECT_DEADLINE);
    private final AddressPolicy policy;
    private final Duration deadline;
    private final InstantSource clock;
    private final Set<Runnable> asking = ConcurrentHashMap.newKeySet();

    /** @param deadline for the headers of each answer */
    RedirectFollower(AddressPolicy policy, Duration deadline, InstantSource clock) {
        this.policy = policy;
        this.deadline = deadline;
        this.clock = clock;
    }

    /** Reads what is at the end of the redirects; closes its body whatever happens. */
    <T> T follow(String url, RequestFactory question, ResponseReader<T> reader)
            throws FetchException, IOException, InterruptedException {
        try {
            String at = url;
            for (int hop = 0; hop <= MAX_HOPS; hop++) {
                URI uri = checked(at);
                Optional<String> next;
                try (ResponseBody body = send(uri, question)) {
                    // The client resolves the name by itself: whom it may have come to by then is checked before a byte
                    // counts.
                    checked(at);
                    if (!REDIRECTS.contains(body.response.statusCode())) {
                        return reader.read(body.response);
                    }
                    next = body.response.headers().firstValue("Location");
                } catch (IOException e) {
                    if (DiskFull.isCauseOf(e)) {
                        throw e;
                    }
                    throw FetchException.silent(
                            ErrorCode.DOWNLOAD_BROKEN, uri.getHost(), FailureText.ofCall(e, uri.getHost()));
                }
                at = uri.resolve(next.orElseThrow(() -> refused(302)).replace(" ", "%20"))
                        .toString();
            }
            throw new FetchException(
                    ErrorCode.TOO_MANY_REDIRECTS, FetchFailure.FINAL, "more than " + MAX_HOPS + " redirects");
        } catch (IllegalArgumentException e) {
            throw new FetchException(
                    ErrorCode.BAD_ADDRESS, FetchFailure.FINAL, "the " + policy.what() + "'s address cannot be asked");
        }
    }

    /** Breaks off the requests that are waited for. */
    void breakOff() {
        asking.forEach(Runnable::run);
    }

    private URI checked(String url) throws FetchException {
        try {
            return policy.check(url);
        } catch (UntrustedAddressException e) {
            throw new FetchException(
                    ErrorCode.untrusted(policy.what()), FetchFailure.FINAL, String.valueOf(e.getMessage()));
        } catch (UnknownHostException e) {
            throw FetchException.silent(
                    ErrorCode.NO_SUCH_HOST,
                    PictureAddress.host(url),
                    "the " + policy.what() + "'s host has no address");
        }
    }

    private ResponseBody send(URI uri, RequestFactory question) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Accept-Encoding", "identity")
                .header("Accept", "image/*");
        ProxyRoutes.authorize(request, uri);
        question.put(request);
        CompletableFuture<HttpResponse<InputStream>> answer =
                http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        Runnable cancel = () -> answer.cancel(true);
        asking.add(cancel);
        try {
            return new ResponseBody(AwakeWait.get(answer, deadline));
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + deadline.toMillis() + " ms", e);
        } catch (CancellationException e) {
            throw new IOException("broken off before there was an answer", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            asking.remove(cancel);
            cancel.run();
        }
    }

    /** Returns the error for an answer that is not the one hoped for. */
    FetchException refused(HttpResponse<?> response) {
        int status = response.statusCode();
        Duration retryAfter = RetryAfterParser.of(response.headers(), clock.instant());
        boolean throttled = status == 429 || (status == 503 && retryAfter != null);
        return throttled ? FetchException.throttled(status, policy.what(), retryAfter) : refused(status);
    }

    private FetchException refused(int status) {
        FetchFailure kind = STALE.contains(status) ? FetchFailure.STALE_ADDRESS : FetchFailure.PASSING;
        return new FetchException(
                ErrorCode.ofStatus(status), kind, "the " + policy.what() + "'s host answered with HTTP " + status);
    }

    /** Sets the method of a request, and its headers if it needs any. */
    interface RequestFactory {

        RequestFactory WHOLE = HttpRequest.Builder::GET;
        RequestFactory HEAD = request -> request.method("HEAD", HttpRequest.BodyPublishers.noBody());
        RequestFactory FIRST_BYTE =
                request -> request.header("Range", "bytes=0-0").GET();

        void put(HttpRequest.Builder request);
    }

    /** Reads an answer. */
    interface ResponseReader<T> {
        T read(HttpResponse<InputStream> response) throws FetchException, IOException;
    }

    /** A response whose body is closed whatever happens. */
    private record ResponseBody(HttpResponse<InputStream> response) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            // There is none where a proxy refused to let the request through.
            if (response.body() != null) {
                response.body().close();
            }
        }
    }
}
