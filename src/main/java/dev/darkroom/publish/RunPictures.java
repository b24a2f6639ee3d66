package dev.darkroom.publish;

import dev.darkroom.bucket.BucketException;
import dev.darkroom.bucket.BucketException.BucketFailure;
import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.io.Utf8Paths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the pictures of a run, whose bytes stay as they came: in its output directory, or fetched from its bucket. Thread-safe. */
final class RunPictures {

    private final Path output;
    private final @Nullable BucketFolder bucket;

    /**
     * @param output the run's output directory
     * @param bucket the place that it stands for, or null
     */
    RunPictures(Path output, @Nullable BucketFolder bucket) {
        this.output = output;
        this.bucket = bucket;
    }

    /**
     * Finds a picture's file.
     *
     * @param work a folder to fetch it into
     * @throws UnpublishableException if it is gone
     */
    PictureOfRun file(String name, Path work) throws IOException, UnpublishableException {
        if (bucket == null) {
            Path file = Utf8Paths.resolve(output, name);
            if (!Files.isRegularFile(file)) {
                throw gone(output.toString());
            }
            return new PictureOfRun(file, false);
        }
        Path copy = Files.createTempFile(work, "fetched-", ".part");
        boolean whole = false;
        try {
            bucket.get(name, copy);
            whole = true;
            return new PictureOfRun(copy, true);
        } catch (BucketException e) {
            if (e.kind() == BucketFailure.MISSING) {
                throw gone(bucket.location().toString());
            }
            throw e;
        } finally {
            if (!whole) {
                Files.deleteIfExists(copy);
            }
        }
    }

    private static UnpublishableException gone(String where) {
        return new UnpublishableException("its picture is gone from " + where + ": 'resume' fetches it again");
    }

    /**
     * A picture's file.
     *
     * @param path not to be changed
     * @param isCopy whether it is to be deleted once it was read
     */
    record PictureOfRun(Path path, boolean isCopy) {

        void close() throws IOException {
            if (isCopy) {
                Files.deleteIfExists(path);
            }
        }
    }
}
