package dev.darkroom.sourcelook;

import dev.darkroom.errors.SourceFault;
import dev.darkroom.fetch.HttpValidators;
import dev.darkroom.models.SourceTraits;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was seen behind an address.
 *
 * @param at when, in seconds since 1970
 * @param fault what speaks against it, null if nothing does
 * @param message the fault as it stands after the picture's name, null without one
 * @param remedy what to do about it, null without one
 * @param status the answer's status, 0 if there was none
 * @param contentType as the host calls it, null if it does not
 * @param etag its validator, null if there is none
 * @param lastModified its validator, null if there is none
 * @param bytes of the whole file, -1 if not told
 * @param header what its own header tells, null if it has none that is read
 */
record LookedSource(
        long at,
        @Nullable SourceFault fault,
        @Nullable String message,
        @Nullable String remedy,
        int status,
        @Nullable String contentType,
        @Nullable String etag,
        @Nullable String lastModified,
        long bytes,
        @Nullable PictureHeader header) {

    private static final Duration GOOD_FOR = Duration.ofDays(1);

    /** Somebody mends a host within the evening. */
    private static final Duration BAD_FOR = Duration.ofHours(1);

    /** Makes one that has no more than a fault. */
    static LookedSource faulty(Instant at, SourceFault fault, String message, String remedy, int status) {
        return new LookedSource(at.getEpochSecond(), fault, message, remedy, status, null, null, null, -1, null);
    }

    /** Makes one of which nothing but its bytes is known, and against which nothing speaks. */
    static LookedSource fine(Instant at, long bytes, PictureHeader header) {
        return new LookedSource(at.getEpochSecond(), null, null, null, 0, null, null, null, bytes, header);
    }

    /** Returns whether it need not be looked at again. */
    boolean isFresh(Instant now) {
        long age = now.getEpochSecond() - at;
        return age >= 0 && age < (fault == null ? GOOD_FOR : BAD_FOR).toSeconds();
    }

    /** Returns the same, seen to be unchanged. */
    LookedSource seenAgain(Instant now) {
        return new LookedSource(
                now.getEpochSecond(), fault, message, remedy, status, contentType, etag, lastModified, bytes, header);
    }

    /** Returns the validators to ask by, null if nothing is known to compare with. */
    @Nullable
    HttpValidators validators() {
        boolean has = etag != null || lastModified != null;
        return has && header != null ? new HttpValidators(etag, lastModified, bytes < 0 ? null : bytes) : null;
    }

    SourceTraits traits() {
        boolean onItsSide = header != null && header.isOnItsSide();
        int width = header == null ? 0 : onItsSide ? header.height() : header.width();
        int height = header == null ? 0 : onItsSide ? header.width() : header.height();
        return new SourceTraits(
                fault, message == null ? "" : message, remedy == null ? "" : remedy, width, height, bytes);
    }
}
