package dev.darkroom.api;

import java.net.http.HttpHeaders;

/**
 * An answer as it came.
 *
 * @param status the HTTP status
 * @param headers its headers
 * @param body its body as UTF-8 text, at most as long as the caller allowed
 */
record HttpReply(int status, HttpHeaders headers, String body) {

    private static final int GLIMPSE = 200;

    /** The start of the body, for a message to people. */
    String glimpse() {
        String text = body.substring(0, Math.min(body.length(), GLIMPSE)).strip();
        return text.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + text;
    }
}
