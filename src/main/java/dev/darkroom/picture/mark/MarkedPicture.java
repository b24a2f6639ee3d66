package dev.darkroom.picture.mark;

import java.util.Objects;

/**
 * A picture's file with its mark, or as it came.
 *
 * @param bytes the whole file; the caller's own array unless it was marked
 * @param outcome what was done
 */
@SuppressWarnings("ArrayRecordComponent") // A file's bytes, handed on once and never compared.
public record MarkedPicture(byte[] bytes, MarkOutcome outcome) {

    public MarkedPicture {
        Objects.requireNonNull(bytes, "bytes is null");
        Objects.requireNonNull(outcome, "outcome is null");
    }

    /** Ways in which a file can come out. */
    public enum MarkOutcome {
        /** The mark was added. */
        MARKED,
        /** It names a source type already, whichever. */
        ALREADY_MARKED,
        /** It carries signed content credentials, which any change would break. */
        HAS_CREDENTIALS,
        /** It is an animated WebP. */
        ANIMATED,
        /** Its own metadata cannot be added to: damaged, of another encoding, or without room. */
        METADATA_LEFT
    }
}
