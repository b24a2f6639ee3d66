package dev.darkroom.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The error an answer carries, in any of the forms seen: {@code {error_code, error_message, detail}}, {@code message},
 * {@code error} as text or object. The body's code wins over the HTTP status (shared API notes, "What bites", 3).
 *
 * @param code the service's number as text, or the HTTP status where it gives none
 * @param words the service's own words
 */
record ErrorBody(String code, String words) {

    private static final Set<String> ACCOUNT_CODES = Set.of("400002", "400004");
    private static final Set<Integer> ACCOUNT_STATUSES = Set.of(401, 402, 403);
    private static final String NOT_YOURS = "403001";

    /** Reads the error of a body, or nothing if the body holds none. */
    static Optional<ErrorBody> of(int status, JsonNode body) {
        JsonNode code = body.path("error_code");
        JsonNode error = body.path("error");
        boolean named = !code.isMissingNode() && !code.isNull();
        boolean says = named || body.hasNonNull("error_message") || error.isString() || error.isObject();
        if (!says && status < 400) {
            return Optional.empty();
        }
        return Optional.of(new ErrorBody(codeOf(status, code, error), wordsOf(status, body, error)));
    }

    private static String codeOf(int status, JsonNode code, JsonNode error) {
        for (JsonNode candidate : List.of(code, error.path("error_code"), error.path("code"))) {
            String text = candidate.isValueNode() && !candidate.isNull() ? candidate.asString("") : "";
            if (!text.isBlank()) {
                return text.strip();
            }
        }
        return "HTTP_" + status;
    }

    private static String wordsOf(int status, JsonNode body, JsonNode error) {
        List<JsonNode> places = List.of(
                body.path("error_message"),
                body.path("message"),
                error,
                error.path("error_message"),
                error.path("message"));
        List<String> words = new ArrayList<>();
        for (JsonNode place : places) {
            if (place.isString() && !place.asString().isBlank() && !words.contains(place.asString())) {
                words.add(place.asString().strip());
            }
        }
        for (JsonNode detail : body.path("detail")) {
            words.add(detail.isString() ? detail.asString() : detail.toString());
        }
        if (words.isEmpty() && body.path("detail").isString()) {
            words.add(body.path("detail").asString());
        }
        return words.isEmpty() ? "HTTP " + status : String.join("; ", words);
    }

    /** Whether it refuses the account rather than this request. */
    boolean refusesAccount(int status) {
        if (hasServiceCode()) {
            String asStatus = code.substring(0, 3);
            return ACCOUNT_CODES.contains(code)
                    || asStatus.equals("401")
                    || asStatus.equals("402")
                    || (asStatus.equals("403") && !code.equals(NOT_YOURS));
        }
        return ACCOUNT_STATUSES.contains(status);
    }

    /** The status that counts: the one the service's code begins with, else the answer's own. */
    int effectiveStatus(int status) {
        return hasServiceCode() ? Integer.parseInt(code.substring(0, 3)) : status;
    }

    private boolean hasServiceCode() {
        return code.matches("[1-5]\\d{5}");
    }
}
