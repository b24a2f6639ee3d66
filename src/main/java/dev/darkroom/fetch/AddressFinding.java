package dev.darkroom.fetch;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.errors.SourceFault;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against an address of a picture, after its host was asked.
 *
 * @param message stands after the address
 * @param remedy what to do about it
 * @param warning whether the address may serve all the same
 * @param fault the kind of it; null if nothing is proved against the address
 */
public record AddressFinding(
        ErrorCode code,
        String message,
        String remedy,
        boolean warning,
        @Nullable SourceFault fault) {

    /** What to do about an address that opens a page about the picture. */
    static final String OWN_FILE = "Give the address of the picture's own file, which opens without a login";

    private static final String PUBLIC = "Give a public https address that needs no login";

    public AddressFinding {
        Objects.requireNonNull(code, "code is null");
        Objects.requireNonNull(message, "message is null");
        Objects.requireNonNull(remedy, "remedy is null");
    }

    /** The finding for an address that could not be fetched. */
    static AddressFinding unreachable(String why) {
        return new AddressFinding(
                ErrorCode.URL_UNREACHABLE, "cannot be fetched: " + why, PUBLIC, false, SourceFault.UNREACHABLE);
    }

    /** The finding for an address that gives something else than a picture. */
    static AddressFinding notAPicture(String what, String remedy) {
        return notAPicture(what, remedy, SourceFault.NOT_A_PICTURE);
    }

    /** The finding for an address that gives a page, or a page that asks for a login. */
    static AddressFinding notAPicture(String what, String remedy, SourceFault fault) {
        return new AddressFinding(ErrorCode.URL_NOT_A_PICTURE, "gives " + what, remedy, false, fault);
    }

    /** The finding for an address that gives a picture of a type that no model is known to take. */
    static AddressFinding ofOtherType(String type) {
        return new AddressFinding(
                ErrorCode.URL_FORMAT,
                "gives a picture of the type " + type + ", whatever its name says, and the models are known to take"
                        + " PNG, JPEG, WebP and GIF",
                "Export it as PNG, JPEG or WebP",
                false,
                SourceFault.OTHER_FORMAT);
    }

    static AddressFinding notAPicture(String what) {
        return notAPicture(what, OWN_FILE);
    }
}
