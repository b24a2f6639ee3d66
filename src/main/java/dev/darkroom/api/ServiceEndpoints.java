package dev.darkroom.api;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Builds the addresses of a service's calls from its base and an id, never from what an answer names.
 *
 * @param model path of a model, to which submits go too; {@code {id}} stands for the model's id
 * @param status path of a request's status; {@code {id}} stands for the request's id
 * @param result likewise of its result, with its cost
 * @param cancel likewise of its cancel
 * @param balance path of the account's balance, from the origin and not from the base
 * @param balanceDomain where the base is in this domain, the balance lies on a host of its own
 * @param balanceHost that host
 */
record ServiceEndpoints(
        String model,
        String status,
        String result,
        String cancel,
        String balance,
        String balanceDomain,
        String balanceHost) {

    private static final Pattern MODEL_ID = Pattern.compile("\\w[\\w.~-]*(/\\w[\\w.~-]*)*");
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final String ID = "{id}";

    ServiceEndpoints {
        Objects.requireNonNull(balance, "balance is null");
        Objects.requireNonNull(balanceDomain, "balanceDomain is null");
        Objects.requireNonNull(balanceHost, "balanceHost is null");
        for (String path : new String[] {model, status, result, cancel}) {
            if (!path.contains(ID)) {
                throw new IllegalArgumentException("no id in the path " + path);
            }
        }
    }

    /** Returns whether the text has the form of a request's id; no other text may become part of an address. */
    static boolean isRequestId(String text) {
        return REQUEST_ID.matcher(text).matches();
    }

    URI model(URI base, String modelId) {
        if (!MODEL_ID.matcher(modelId).matches()) {
            throw new IllegalArgumentException("not a model id");
        }
        return URI.create(base + model.replace(ID, modelId));
    }

    URI status(URI base, String requestId) {
        return request(base, status, requestId);
    }

    URI result(URI base, String requestId) {
        return request(base, result, requestId);
    }

    URI cancel(URI base, String requestId) {
        return request(base, cancel, requestId);
    }

    private static URI request(URI base, String path, String requestId) {
        if (!isRequestId(requestId)) {
            throw new IllegalArgumentException("not a request id");
        }
        return URI.create(base + path.replace(ID, requestId));
    }

    /**
     * Returns the balance's address; the vendor's may lie on a host of its own, any other service keeps the token at
     * its own origin.
     */
    URI balance(URI base) {
        String host = base.getHost().toLowerCase(Locale.ROOT);
        boolean vendors = "https".equalsIgnoreCase(base.getScheme()) && ServiceProfile.isIn(balanceDomain, host);
        return vendors ? URI.create("https://" + balanceHost + balance) : base.resolve(balance);
    }
}
