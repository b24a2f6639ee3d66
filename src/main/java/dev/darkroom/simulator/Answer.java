package dev.darkroom.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What goes back to the client. Its bytes must not be changed. */
final class Answer {

    private static final String JSON = "application/json";

    private final int status;
    private final String contentType;
    private final Map<String, String> headers;
    private final byte[] body;
    private final int sent;
    private final Pause pause;

    private Answer(int status, String contentType, Map<String, String> headers, byte[] body, int sent, Pause pause) {
        this.status = status;
        this.contentType = contentType;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.sent = sent;
        this.pause = pause;
    }

    /** The HTTP status. */
    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    /** More headers. */
    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /**
     * How many of the bytes are sent before the connection is closed: the whole body normally, less than none if not even
     * the status is.
     */
    int sent() {
        return sent;
    }

    /** Where the sending pauses. */
    Pause pause() {
        return pause;
    }

    static Answer json(int status, ObjectNode body) {
        return of(status, JSON, Json.bytes(body));
    }

    static Answer html(int status, String body) {
        return of(status, "text/html; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, contentType, Map.of(), body, body.length, Pause.NONE);
    }

    /** The connection is closed without a word. */
    static Answer lost() {
        return new Answer(0, JSON, Map.of(), new byte[0], -1, Pause.NONE);
    }

    /** The service's error body. */
    static Answer error(RefusedException refused) {
        return json(refused.httpStatus(), errorBody(refused));
    }

    /** The service's error body under a status that says that all is well. */
    static Answer errorInDisguise(RefusedException refused) {
        return json(200, errorBody(refused));
    }

    Answer with(String header, String value) {
        return new Answer(status, contentType, Map.of(header, value), body, sent, pause);
    }

    /** The same, but the connection breaks half-way. */
    Answer cut() {
        return new Answer(status, contentType, headers, body, body.length / 2, pause);
    }

    /** The same, but there is a pause before the byte; before the first one, it is before the status too. */
    Answer pausing(int before, Duration length) {
        return new Answer(status, contentType, headers, body, sent, new Pause(before, length));
    }

    private static ObjectNode errorBody(RefusedException refused) {
        ObjectNode body = Json.object();
        body.put("error_code", refused.code());
        body.put("error_message", refused.words());
        ArrayNode details = body.putArray("detail");
        for (InputFault fault : refused.details()) {
            details.addObject()
                    .put("loc", fault.place())
                    .put("msg", fault.message())
                    .put("type", fault.rule());
        }
        return body;
    }

    /** Nothing is sent for a while from this byte on. */
    record Pause(int before, Duration length) {
        static final Pause NONE = new Pause(0, Duration.ZERO);
    }
}
