package dev.darkroom.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What goes back to the client. Its bytes must not be changed. */
final class Answer {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final int declared;
    private final int sent;
    private final Pause pause;
    private final Manner manner;

    private Answer(
            int status, Map<String, String> headers, byte[] body, int declared, int sent, Pause pause, Manner manner) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.declared = declared;
        this.sent = sent;
        this.pause = pause;
        this.manner = manner;
    }

    /** How an answer ends. */
    enum Manner {
        /** After its last byte; the connection stays open, unless bytes are missing. */
        WHOLE,
        /** Not a byte is sent, the connection is closed at once. */
        LOST,
        /** Not a byte is sent for a long time. */
        HUNG,
        /** After the body there is noise. */
        ENDLESS
    }

    /** The HTTP status. */
    int status() {
        return status;
    }

    /** All but the body's length. */
    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** How long the body is said to be. */
    int declared() {
        return declared;
    }

    /** How many of its bytes are sent before the connection is closed. */
    int sent() {
        return sent;
    }

    /** Where the sending pauses. */
    Pause pause() {
        return pause;
    }

    Manner manner() {
        return manner;
    }

    static Answer json(int status, ObjectNode body) {
        return of(status, "application/json", Json.bytes(body));
    }

    static Answer html(int status, String body) {
        return of(status, "text/html; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(
                status, Map.of("Content-Type", contentType), body, body.length, body.length, Pause.NONE, Manner.WHOLE);
    }

    /** A status and nothing else. */
    static Answer bare(int status) {
        return new Answer(status, Map.of(), new byte[0], 0, 0, Pause.NONE, Manner.WHOLE);
    }

    /** The connection is closed without a word. */
    static Answer lost() {
        return bare(0).ending(Manner.LOST);
    }

    /** The connection stays open without a word. */
    static Answer hung() {
        return bare(0).ending(Manner.HUNG);
    }

    static Answer redirect(int status, String location) {
        return bare(status).with("Location", location);
    }

    /** The service's error body. */
    static Answer error(RefusedException refused) {
        return json(refused.httpStatus(), errorBody(refused));
    }

    static Answer error(int code, String words) {
        return error(new RefusedException(code, words));
    }

    /** The service's error body under a status that says that all is well. */
    static Answer errorInDisguise(int code, String words) {
        return json(200, errorBody(new RefusedException(code, words)));
    }

    Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, declared, sent, pause, manner);
    }

    /** The same, but the connection breaks half-way. */
    Answer cut() {
        return new Answer(status, headers, body, declared, body.length / 2, pause, manner);
    }

    /** The first half of it, as if it were the whole. */
    Answer halved() {
        int half = body.length / 2;
        return new Answer(status, headers, body, half, half, pause, manner);
    }

    /** The same, but its length is told as more than it is. */
    Answer lying(int more) {
        return new Answer(status, headers, body, declared + more, sent, pause, manner);
    }

    /** The same, but there is a pause before the byte; before the first one, it is before the status too. */
    Answer pausing(int before, Duration length) {
        return new Answer(status, headers, body, declared, sent, new Pause(before, length), manner);
    }

    Answer ending(Manner other) {
        return new Answer(status, headers, body, declared, sent, pause, other);
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
