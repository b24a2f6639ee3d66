package dev.darkroom.review.server;

import java.nio.charset.StandardCharsets;

/**
 * An answer to a request.
 *
 * @param status the HTTP status
 * @param type the media type
 * @param body the body, not copied
 */
@SuppressWarnings("ArrayRecordComponent")
record ServedAnswer(int status, String type, byte[] body) {

    static ServedAnswer text(int status, String words) {
        return new ServedAnswer(status, "text/plain; charset=utf-8", (words + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static ServedAnswer json(int status, String json) {
        return new ServedAnswer(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }
}
