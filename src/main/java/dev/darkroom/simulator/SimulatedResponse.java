package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.SimulatorJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer to the client. Its bytes must not be changed. */
final class SimulatedResponse {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final int declared;
    private final int sent;
    private final SendPause pause;
    private final ResponseEnd manner;

    private SimulatedResponse(
            int status,
            Map<String, String> headers,
            byte[] body,
            int declared,
            int sent,
            SendPause pause,
            ResponseEnd manner) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.declared = declared;
        this.sent = sent;
        this.pause = pause;
        this.manner = manner;
    }

    /** The ways in which an answer ends. */
    enum ResponseEnd {
        /** After its last byte; the connection stays open, unless bytes are missing. */
        WHOLE,
        /** Not a byte is sent, the connection is closed at once. */
        LOST,
        /** Not a byte is sent for a long time. */
        HUNG,
        /** After the body there is noise. */
        ENDLESS
    }

    /** Returns the HTTP status. */
    int status() {
        return status;
    }

    /** Returns all headers but the body's length. */
    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** Returns the length that the body is said to have. */
    int declared() {
        return declared;
    }

    /** Returns how many of its bytes are sent before the connection is closed. */
    int sent() {
        return sent;
    }

    /** Returns where the sending pauses. */
    SendPause pause() {
        return pause;
    }

    ResponseEnd manner() {
        return manner;
    }

    static SimulatedResponse json(int status, ObjectNode body) {
        return of(status, "application/json", SimulatorJson.bytes(body));
    }

    static SimulatedResponse html(int status, String body) {
        return of(status, "text/html; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    static SimulatedResponse text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    static SimulatedResponse of(int status, String contentType, byte[] body) {
        return new SimulatedResponse(
                status,
                Map.of("Content-Type", contentType),
                body,
                body.length,
                body.length,
                SendPause.NONE,
                ResponseEnd.WHOLE);
    }

    /** Makes an answer of a status and nothing else. */
    static SimulatedResponse bare(int status) {
        return new SimulatedResponse(status, Map.of(), new byte[0], 0, 0, SendPause.NONE, ResponseEnd.WHOLE);
    }

    /** Makes an answer for which the connection is closed without a byte. */
    static SimulatedResponse lost() {
        return bare(0).ending(ResponseEnd.LOST);
    }

    /** Makes an answer for which the connection stays open without a byte. */
    static SimulatedResponse hung() {
        return bare(0).ending(ResponseEnd.HUNG);
    }

    static SimulatedResponse redirect(int status, String location) {
        return bare(status).with("Location", location);
    }

    /** Makes an answer with the service's error body. */
    static SimulatedResponse error(RefusedException refused) {
        return json(refused.httpStatus(), errorBody(refused));
    }

    static SimulatedResponse error(int code, String message) {
        return error(new RefusedException(code, message));
    }

    /** Makes an answer with the service's error body under a status that says that all is well. */
    static SimulatedResponse errorInDisguise(int code, String message) {
        return json(200, errorBody(new RefusedException(code, message)));
    }

    SimulatedResponse with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new SimulatedResponse(status, more, body, declared, sent, pause, manner);
    }

    /** Returns the same, but the connection breaks half-way. */
    SimulatedResponse cut() {
        return new SimulatedResponse(status, headers, body, declared, body.length / 2, pause, manner);
    }

    /** Returns the first half of it, as if it were the whole. */
    SimulatedResponse halved() {
        int half = body.length / 2;
        return new SimulatedResponse(status, headers, body, half, half, pause, manner);
    }

    /** Returns the same, but its length is told as more than it is. */
    SimulatedResponse lying(int more) {
        return new SimulatedResponse(status, headers, body, declared + more, sent, pause, manner);
    }

    /** Returns the same, but there is a pause before the byte; before the first one, it is before the status too. */
    SimulatedResponse pausing(int before, Duration length) {
        return new SimulatedResponse(status, headers, body, declared, sent, new SendPause(before, length), manner);
    }

    SimulatedResponse ending(ResponseEnd other) {
        return new SimulatedResponse(status, headers, body, declared, sent, pause, other);
    }

    private static ObjectNode errorBody(RefusedException refused) {
        ObjectNode body = SimulatorJson.object();
        body.put("error_code", refused.code());
        body.put("error_message", refused.errorMessage());
        ArrayNode details = body.putArray("detail");
        for (InputFault fault : refused.details()) {
            details.addObject()
                    .put("loc", fault.place())
                    .put("msg", fault.message())
                    .put("type", fault.rule());
        }
        return body;
    }

    /** A pause from this byte on, in which nothing is sent. */
    record SendPause(int before, Duration length) {
        static final SendPause NONE = new SendPause(0, Duration.ZERO);
    }
}
