package dev.darkroom.api;

import dev.darkroom.errors.ErrorCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The error an answer carries, in any of the forms seen: {@code {error_code, error_message, detail}}, {@code message},
 * {@code error} as text or object. The service's code in the body wins over the HTTP status, since that may stand for another
 * status than the answer's: no money and a bad token come as 400 or even as 200.
 *
 * @param code the service's number as text, or the HTTP status where it gives none
 * @param message the service's own text
 * @param numbers the service's own
 */
record ErrorBody(String code, String message, ErrorNumbers numbers) {

    private static final Set<Integer> ACCOUNT_STATUSES = Set.of(401, 402, 403);
    private static final int MAX_DETAILS = 20;

    /** Reads the error of a body, or nothing if the body holds none. */
    static Optional<ErrorBody> of(int status, JsonNode body, MessageSanitizer wording, ErrorNumbers numbers) {
        JsonNode error = body.path("error");
        boolean says = !JsonFields.text(body.path("error_code")).isEmpty()
                || body.hasNonNull("error_message")
                || error.isString()
                || error.isObject()
                || (error.isArray() && !error.isEmpty());
        if (!says && status < 400) {
            return Optional.empty();
        }
        String code = codeOf(status, body, error, wording);
        String message = messageOf(body, error, wording);
        if (message.isEmpty() && !says) {
            return Optional.empty();
        }
        return Optional.of(new ErrorBody(code, message.isEmpty() ? "HTTP " + status : message, numbers));
    }

    /** Makes the error of an answer whose body names none: the status, and what the body shows. */
    static ErrorBody ofStatus(HttpReply reply, MessageSanitizer wording, ErrorNumbers numbers) {
        return new ErrorBody(statusCode(reply.status()), wording.glimpse(reply), numbers);
    }

    private static String codeOf(int status, JsonNode body, JsonNode error, MessageSanitizer wording) {
        for (JsonNode candidate :
                List.of(body.path("error_code"), error.path("error_code"), error.path("code"), body.path("code"))) {
            String text = JsonFields.text(candidate);
            if (!text.isEmpty()) {
                return wording.keyword(text);
            }
        }
        return statusCode(status);
    }

    private static String statusCode(int status) {
        return ErrorCode.ofStatus(status);
    }

    private static String messageOf(JsonNode body, JsonNode error, MessageSanitizer wording) {
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode place : List.of(
                body.path("error_message"),
                body.path("message"),
                error,
                error.path("error_message"),
                error.path("message"),
                body.path("detail"))) {
            texts.add(JsonFields.text(place));
        }
        body.path("detail").valueStream().limit(MAX_DETAILS).forEach(detail -> texts.add(detailOf(detail)));
        if (error.isArray()) {
            error.valueStream().limit(MAX_DETAILS).forEach(detail -> texts.add(detailOf(detail)));
        }
        error.path("detail").valueStream().limit(MAX_DETAILS).forEach(detail -> texts.add(detailOf(detail)));
        texts.remove("");
        return wording.of(String.join("; ", texts));
    }

    private static String detailOf(JsonNode detail) {
        return detail.isContainer() ? detail.toString() : JsonFields.text(detail);
    }

    /** Returns whether it refuses the account rather than this request. */
    boolean refusesAccount(int status) {
        if (!isServiceCode()) {
            return ACCOUNT_STATUSES.contains(status);
        }
        Optional<ServiceError> meaning = numbers.meaningOf(code);
        boolean account = ACCOUNT_STATUSES.contains(effectiveStatus(status));
        return meaning.map(ServiceError::refusesAccount).orElse(false)
                || (account && meaning.filter(ServiceError.NOT_YOURS::equals).isEmpty());
    }

    /** Returns the status that counts: the one the service's number stands for, else the answer's own. */
    int effectiveStatus(int status) {
        return numbers.statusOf(code).orElse(status);
    }

    /** Returns whether the code is one of the service's own numbers. */
    boolean isServiceCode() {
        return numbers.statusOf(code).isPresent();
    }

    /** Returns whether the body gave a code at all. */
    boolean isCoded() {
        return !ErrorCode.isOfStatus(code);
    }
}
