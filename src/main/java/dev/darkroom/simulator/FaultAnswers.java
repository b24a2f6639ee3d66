package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.FaultRule;
import dev.darkroom.simulator.faults.RetryAfterForm;
import dev.darkroom.simulator.faults.SimulatorJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** Makes the answers to a client from faults that answer in the service's place. Thread-safe. */
final class FaultAnswers {

    /** The path to which redirects lead that nobody may follow. */
    static final String ELSEWHERE = "/elsewhere";

    private static final String HALF_AN_OBJECT = "{\"request_id\": \"5f1c";

    private final URI origin;
    private final InstantSource clock;

    FaultAnswers(URI origin, InstantSource clock) {
        this.origin = origin;
        this.clock = clock;
    }

    /** @throws IllegalStateException if the fault leaves the answer to the service */
    SimulatedResponse to(FaultRule struck) {
        return switch (struck.fault()) {
            case AWAY, SUBMIT_RESET, SUBMIT_LOST, STATUS_RESET, RESULT_LOST, CANCEL_LOST -> SimulatedResponse.lost();
            case SUBMIT_HANG, STATUS_HANG -> SimulatedResponse.hung();
            case UNAVAILABLE, SUBMIT_503, STATUS_503 -> SimulatedResponse.text(503, "Service Unavailable\n");
            case SUBMIT_408 -> SimulatedResponse.text(408, "Request Timeout\n");
            case SUBMIT_500, STATUS_500, RESULT_500, CANCEL_500, MODEL_500, BALANCE_500 ->
                SimulatedResponse.error(RefusedException.BROKEN, "Internal server error");
            case SUBMIT_502_HTML, STATUS_502_HTML -> page(502, "502 Bad Gateway");
            case SUBMIT_403_HTML -> page(403, "403 Forbidden");
            case TOKEN_401, STATUS_401, MODEL_401, BALANCE_401 -> SimulatedResponse.bare(401);
            case TOKEN_403 -> SimulatedResponse.bare(403);
            case BALANCE_402 -> SimulatedResponse.bare(402);
            case BAD_TOKEN -> SimulatedResponse.error(RefusedException.BAD_TOKEN, "Invalid token or inactive account");
            case BAD_TOKEN_200 ->
                SimulatedResponse.errorInDisguise(RefusedException.BAD_TOKEN, "Invalid token or inactive account");
            case BALANCE_EMPTY ->
                SimulatedResponse.error(RefusedException.BALANCE_EMPTY, "Insufficient balance. Please top up.");
            case BALANCE_EMPTY_200 ->
                SimulatedResponse.errorInDisguise(
                        RefusedException.BALANCE_EMPTY, "Insufficient balance. Please top up.");
            case NOT_YOURS -> SimulatedResponse.error(RefusedException.NOT_YOURS, "You have no access to this image");
            case SUBMIT_422 ->
                SimulatedResponse.error(RefusedException.INVALID_INPUT, "The image could not be fetched");
            case ERROR_IN_200 ->
                SimulatedResponse.errorInDisguise(
                        RefusedException.INVALID_INPUT, "The input was refused by the safety checker");
            case MODEL_404 -> SimulatedResponse.error(RefusedException.NO_SUCH_CALL, "Not found");
            case STATUS_404_FRESH -> SimulatedResponse.error(RefusedException.UNKNOWN_REQUEST, "Request not found");
            case THROTTLE, STATUS_429 -> tooMany(struck.retryAfter());
            case SUBMIT_REDIRECT, STATUS_REDIRECT ->
                SimulatedResponse.redirect(307, "http://localhost:" + origin.getPort() + ELSEWHERE);
            case SUBMIT_NO_ID -> SimulatedResponse.json(200, SimulatorJson.object());
            case SUBMIT_BAD_ID ->
                SimulatedResponse.json(200, SimulatorJson.object().put("request_id", "../../x"));
            case SUBMIT_HTML -> page(200, "Welcome");
            case STATUS_GARBLED, BALANCE_GARBLED ->
                SimulatedResponse.of(200, "application/json", HALF_AN_OBJECT.getBytes(StandardCharsets.UTF_8));
            default -> throw new IllegalStateException(struck.fault() + " has no answer of its own");
        };
    }

    private SimulatedResponse tooMany(RetryAfterForm retryAfter) {
        SimulatedResponse answer = SimulatedResponse.error(RefusedException.TOO_MANY, "Too many requests");
        String value = retryAfter.header(clock.instant());
        return value == null ? answer : answer.with("Retry-After", value);
    }

    static SimulatedResponse page(int status, String title) {
        return SimulatedResponse.html(
                status, "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1></body></html>\n");
    }
}
