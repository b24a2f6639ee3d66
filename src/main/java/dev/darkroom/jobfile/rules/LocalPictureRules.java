package dev.darkroom.jobfile.rules;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.picture.LocalPictures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules for pictures on this disk.
 *
 * @param upload the place in a bucket below which they are put for the service, null if they are not
 * @param dataUri whether they are sent within the request instead
 * @param keepUploads whether they stay in the bucket when their run has ended
 * @param folder the folder that rows' paths are relative to, absolute; nothing outside of it is read
 * @param validity for how long an address in the bucket is valid
 */
public record LocalPictureRules(
        @Nullable BucketLocation upload, boolean dataUri, boolean keepUploads, Path folder, Duration validity) {

    /** What the vendor's pages recommend at most. */
    private static final long MAX_UPLOAD_BYTES = 50_000_000;

    private static final long MAX_UPLOAD_PIXELS = 100_000_000;

    /** What the vendor's own nodes send at most. */
    private static final long MAX_DATA_BYTES = 6L << 20;

    private static final long MAX_DATA_PIXELS = 32_000_000;

    public LocalPictureRules {
        Objects.requireNonNull(folder, "folder is null");
        Objects.requireNonNull(validity, "validity is null");
    }

    /** Returns whether rows may name pictures on this disk. */
    public boolean isLocal() {
        return upload != null || dataUri;
    }

    /** Returns the pictures that rows may name, null if they may name none. */
    public @Nullable LocalPictures pictures() {
        if (!isLocal()) {
            return null;
        }
        return dataUri
                ? new LocalPictures(folder, MAX_DATA_BYTES, MAX_DATA_PIXELS)
                : new LocalPictures(folder, MAX_UPLOAD_BYTES, MAX_UPLOAD_PIXELS);
    }

    /**
     * Returns the place of a run's own pictures, null if they are not put into a bucket. No two runs share it, so that it
     * can be cleared when the run has ended.
     */
    public @Nullable BucketLocation uploads(String run) {
        return upload == null
                ? null
                : new BucketLocation(upload.bucket(), upload.prefix().isEmpty() ? run : upload.prefix() + "/" + run);
    }
}
