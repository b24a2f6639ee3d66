package dev.darkroom.fetch;

import dev.darkroom.errors.SourceFault;
import java.util.Objects;

/**
 * What speaks against an address of a picture by what it gave.
 *
 * @param fault the kind of it
 * @param message stands after the address
 * @param remedy what to do about it
 */
public record AddressFinding(SourceFault fault, String message, String remedy) {

    /** What to do about an address that opens a page about the picture. */
    static final String OWN_FILE = "Give the address of the picture's own file, which opens without a login";

    public AddressFinding {
        Objects.requireNonNull(fault, "fault is null");
        Objects.requireNonNull(message, "message is null");
        Objects.requireNonNull(remedy, "remedy is null");
    }

    /** The finding for an address that gives something else than a picture. */
    static AddressFinding notAPicture(String what, String remedy) {
        return notAPicture(what, remedy, SourceFault.NOT_A_PICTURE);
    }

    /** The finding for an address that gives a page, or a page that asks for a login. */
    static AddressFinding notAPicture(String what, String remedy, SourceFault fault) {
        return new AddressFinding(fault, "gives " + what, remedy);
    }

    /** The finding for an address that gives a picture of a type that no model is known to take. */
    static AddressFinding ofOtherType(String type) {
        return new AddressFinding(
                SourceFault.OTHER_FORMAT,
                "gives a picture of the type " + type + ", whatever its name says, and the models are known to take"
                        + " PNG, JPEG, WebP and GIF",
                "Export it as PNG, JPEG or WebP");
    }

    static AddressFinding notAPicture(String what) {
        return notAPicture(what, OWN_FILE);
    }
}
