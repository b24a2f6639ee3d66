package dev.darkroom.fetch;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The beginning of what is behind an address, and what its host tells of it. */
public final class FirstPart {

    private static final int UNCHANGED = 304;

    private final int status;
    private final String contentType;
    private final HttpValidators told;
    private final byte[] bytes;
    private final @Nullable AddressFinding finding;

    /** @param bytes which nobody else changes */
    FirstPart(int status, String contentType, HttpValidators told, byte[] bytes, @Nullable AddressFinding finding) {
        this.status = status;
        this.contentType = Objects.requireNonNull(contentType, "contentType is null");
        this.told = Objects.requireNonNull(told, "told is null");
        this.bytes = Objects.requireNonNull(bytes, "bytes is null");
        this.finding = finding;
    }

    /** Returns the status of the answer: 200, 206, 304, or 416 of a file without bytes. */
    public int status() {
        return status;
    }

    /** Returns its type as the host calls it, empty if it does not. */
    public String contentType() {
        return contentType;
    }

    /** Returns its validators and its size. */
    public HttpValidators told() {
        return told;
    }

    /** Returns a copy of the first bytes, at most as many as were asked for; none if it has not changed. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns how many bytes there are of it. */
    public int length() {
        return bytes.length;
    }

    /** Returns what speaks against it as a picture by its first bytes, null if nothing does. */
    public @Nullable AddressFinding finding() {
        return finding;
    }

    /** Returns whether it is what it was when its validators were told. */
    public boolean isUnchanged() {
        return status == UNCHANGED;
    }
}
