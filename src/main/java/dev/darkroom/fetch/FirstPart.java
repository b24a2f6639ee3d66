package dev.darkroom.fetch;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of what is behind an address, and what its host tells of it.
 *
 * @param status the status of the answer: 200, 206 or 304
 * @param contentType as the host calls it, empty if it does not
 * @param told its validators and its size
 * @param bytes the first ones, at most {@link SourceProbe#MAX_BYTES}; empty if it has not changed
 * @param finding what speaks against it as a picture by its first bytes, null if nothing does
 */
public record FirstPart(
        int status,
        String contentType,
        HttpValidators told,
        byte[] bytes,
        @Nullable AddressFinding finding) {

    public FirstPart {
        Objects.requireNonNull(contentType, "contentType is null");
        Objects.requireNonNull(told, "told is null");
        Objects.requireNonNull(bytes, "bytes is null");
    }

    /** Returns whether it is what it was when its validators were told. */
    public boolean isUnchanged() {
        return status == 304;
    }
}
