package dev.darkroom.api;

import dev.darkroom.pace.AwakeWait;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Exchanges one request for its answer, under one deadline from the first byte out to the last byte in.
 *
 * <p>{@link HttpRequest}'s own timeout ends with the headers: a body that trickles would hold a worker for ever.
 */
final class DeadlineExchange {

    private static final int MAX_BYTES = 4 << 20;

    private final HttpClient http;

    DeadlineExchange(HttpClient http) {
        this.http = http;
    }

    /**
     * Sends once.
     *
     * @throws IOException if there was no whole answer in time
     */
    HttpReply send(HttpRequest request, Duration deadline) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, info -> new CappedBody(MAX_BYTES));
        try {
            HttpResponse<byte[]> response = AwakeWait.get(answer, deadline);
            // A proxy that refuses to let the request through leaves none.
            byte[] body = response.body() == null ? new byte[0] : response.body();
            return new HttpReply(response.statusCode(), response.headers(), new String(body, StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no answer within " + shown(deadline), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private static String shown(Duration deadline) {
        return deadline.toSeconds() == 0 ? deadline.toMillis() + " ms" : deadline.toSeconds() + " s";
    }
}
