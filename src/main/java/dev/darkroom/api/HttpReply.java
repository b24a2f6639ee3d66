package dev.darkroom.api;

import java.net.http.HttpHeaders;
import java.util.Locale;

/**
 * An answer as it came.
 *
 * @param status the HTTP status
 * @param headers its headers
 * @param body its body as UTF-8 text, at most as long as the caller allowed
 */
record HttpReply(int status, HttpHeaders headers, String body) {

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /** Returns whether it is a page for people, which a gateway writes and never the service. */
    boolean isPage() {
        String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.contains("html") || body.stripLeading().startsWith("<");
    }
}
