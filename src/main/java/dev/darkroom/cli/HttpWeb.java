package dev.darkroom.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks over the JDK's client, without token, cookies or redirects. Thread-safe. */
final class HttpWeb implements UrlProbe.Web {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    @Override
    public UrlProbe.Answer ask(String method, URI url) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).timeout(PATIENCE).method(method, BodyPublishers.noBody());
        if (method.equals("GET")) {
            request.header("Range", "bytes=0-0");
        }
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        // A host that knows no ranges sends the whole picture: nobody waits for it.
        response.body().close();
        return new UrlProbe.Answer(
                response.statusCode(), response.headers().firstValue("Location").orElse(null));
    }
}
