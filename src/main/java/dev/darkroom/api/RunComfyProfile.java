package dev.darkroom.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Describes RunComfy's model API, from its model pages and its own clients. */
public final class RunComfyProfile {

    /** The vendor's name. */
    public static final String VENDOR = "RunComfy";

    /** The vendor's own tool reads the same variable. */
    public static final String TOKEN_VARIABLE = "RUNCOMFY_TOKEN";

    private static final String DOMAIN = "runcomfy.net";

    /**
     * The words for a request's status; beside the one in progress, these are words that clients in the field accept,
     * and statuses were seen to use.
     */
    private static final JobStatusWords WORDS = new JobStatusWords(
            Set.of("in_queue", "queued", "pending", "waiting", "starting"),
            Set.of("in_progress", "processing", "running"),
            Set.of("succeeded", "completed"),
            Set.of("failed"),
            Set.of("cancelled", "canceled"),
            Set.of("not_cancellable"));

    private static final ServiceEndpoints ENDPOINTS = new ServiceEndpoints(
            "/models/{id}",
            "/requests/{id}/status",
            "/requests/{id}/result?include_cost=true",
            "/requests/{id}/cancel",
            "/prod/v2/balance",
            DOMAIN,
            "api." + DOMAIN);

    /**
     * The error numbers, whose first three digits are the status that is meant: no money and a bad token come as 400 or
     * even as 200.
     */
    private static final ErrorNumbers ERRORS = new ErrorNumbers(
            Pattern.compile("([1-5]\\d\\d)\\d{3}"),
            Map.of(
                    "400001", ServiceError.UNKNOWN_MODEL,
                    "400002", ServiceError.NO_BALANCE,
                    "400004", ServiceError.BAD_TOKEN,
                    "403001", ServiceError.NOT_YOURS,
                    "404001", ServiceError.NOT_FOUND));

    /** All of it. */
    static final ServiceProfile PROFILE = new ServiceProfile(
            VENDOR,
            "https://model-api." + DOMAIN + "/v1",
            "RUNCOMFY_MODEL_API_BASE",
            TOKEN_VARIABLE,
            List.of(DOMAIN, "runcomfy.com"),
            "playgrounds-storage-public." + DOMAIN,
            ENDPOINTS,
            WORDS,
            ERRORS);

    private RunComfyProfile() {}
}
