package dev.darkroom.picture.mark;

import java.util.Objects;

/**
 * What a file says of how it was made, as it came.
 *
 * @param hasCredentials whether it carries signed content credentials, which any change would break
 * @param sourceType the value of its Digital Source Type in the form that XML has it, whatever that is; empty if it names none
 *     that can be read
 */
public record VendorMetadata(boolean hasCredentials, String sourceType) {

    public VendorMetadata {
        Objects.requireNonNull(sourceType, "sourceType is null");
    }
}
