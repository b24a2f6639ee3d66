package dev.darkroom.download;

import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.Sha256;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.picture.SmallPicture;
import dev.darkroom.picture.ThumbnailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thumbnails of a run's outputs. The page can do without any of them, so that one which cannot be written is a line
 * in the log and nothing more. Thread-safe.
 */
final class OutputThumbnails {

    private static final Logger log = LoggerFactory.getLogger(OutputThumbnails.class);

    private final ThumbnailStore thumbnails;
    private final @Nullable BucketFolder bucket;

    /** @param output the run's output directory */
    OutputThumbnails(Path output) {
        this(output, null);
    }

    /**
     * @param output the run's output directory
     * @param bucket where they go from this host, on which the report will not be written; null if they stay
     */
    OutputThumbnails(Path output, @Nullable BucketFolder bucket) {
        this.thumbnails = new ThumbnailStore(output);
        this.bucket = bucket;
    }

    /** Deletes what an earlier process was writing when it died. */
    void deleteParts() throws IOException {
        thumbnails.deleteParts();
    }

    /** @param small the picture made small; null if it cannot be decoded, then there is none afterwards */
    void write(RowKey row, int n, @Nullable SmallPicture small) {
        Path thumbnail = thumbnails.output(row.row(), n);
        try {
            Files.deleteIfExists(thumbnail);
            if (small != null) {
                thumbnails.write(thumbnail, small);
            }
        } catch (IOException | RuntimeException e) {
            missing(row, n, e);
        }
    }

    /** Moves one to the bucket, if they go there. */
    void handOver(RowKey row, int n) {
        Path thumbnail = thumbnails.output(row.row(), n);
        if (bucket == null || !Files.exists(thumbnail)) {
            return;
        }
        try {
            bucket.put(ThumbnailStore.FOLDER + "/" + thumbnails.relative(thumbnail), thumbnail, Sha256.hex(thumbnail));
            Files.delete(thumbnail);
        } catch (IOException | RuntimeException e) {
            missing(row, n, e);
        }
    }

    private static void missing(RowKey row, int n, Exception why) {
        String cause = DiskFull.isCauseOf(why) ? "there is no room for it" : why.toString();
        log.info("row {} has no thumbnail of its output {}: {}", row.row(), n, cause);
    }
}
