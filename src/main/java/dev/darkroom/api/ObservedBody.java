package dev.darkroom.api;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * A request's body that knows whether the client ever read it. As long as it did not, no server can have the request:
 * the client connects first, sends the headers next and reads the body last.
 */
final class ObservedBody implements HttpRequest.BodyPublisher {

    private final HttpRequest.BodyPublisher body;
    private volatile boolean askedFor;

    ObservedBody(HttpRequest.BodyPublisher body) {
        this.body = body;
    }

    boolean wasAskedFor() {
        return askedFor;
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        askedFor = true;
        body.subscribe(subscriber);
    }
}
