package dev.darkroom.api;

import java.net.http.HttpClient;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * Makes all HTTP clients of this process, so that what they share is set once: HTTP/1.1, and no redirect is followed,
 * since the JDK's client would carry a token to the other host. How a proxy or a trust store is used belongs here too.
 *
 * <p>A client's own timeouts end with the headers: each caller holds the whole exchange to a deadline of its own.
 */
public final class HttpClients {

    private HttpClients() {}

    /**
     * Has the certificates that Java trusts read meanwhile: the first client waits for that, also where it speaks to this
     * machine alone, and it takes some 70 ms.
     */
    public static void prepare() {
        Thread reading = new Thread(HttpClients::readTrusted, "trusted");
        reading.setDaemon(true);
        reading.start();
    }

    private static void readTrusted() {
        try {
            SSLContext.getDefault();
        } catch (NoSuchAlgorithmException | RuntimeException unusable) {
            // The first client says so.
        }
    }

    /**
     * Makes a client.
     *
     * @param connectTimeout how long it may take to reach a host
     */
    public static HttpClient connectingWithin(Duration connectTimeout) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }
}
