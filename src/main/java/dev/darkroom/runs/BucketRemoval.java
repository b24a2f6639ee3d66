package dev.darkroom.runs;

import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.results.OutputFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Deletes from a bucket what Darkroom put there for a run. An object it does not know, or a picture whose size tells that it
 * was changed, stays.
 */
public final class BucketRemoval {

    private final BucketFolder bucket;
    private final Map<String, Long> pictures = new HashMap<>();
    private long files;
    private long bytes;
    private boolean othersLeft;

    public BucketRemoval(BucketFolder bucket) {
        this.bucket = bucket;
    }

    /** Takes a picture that is to be deleted. */
    public void picture(DownloadedPicture picture) {
        pictures.put(picture.file(), picture.bytes());
    }

    /** Deletes pictures and reports; what says whose place it is goes last, so that what was begun can be ended. */
    public void delete() throws IOException {
        List<String> ours = new ArrayList<>();
        bucket.list((file, size) -> {
            if (OutputFiles.isOurs(file) || Long.valueOf(size).equals(pictures.get(file))) {
                ours.add(file);
                files++;
                bytes += size;
            } else if (!file.equals(BucketClaim.NAME)) {
                othersLeft = true;
            }
        });
        bucket.delete(ours);
        bucket.delete(List.of(BucketClaim.NAME));
    }

    /** Returns whether nothing is left. */
    public boolean isGone() {
        return !othersLeft;
    }

    public long files() {
        return files;
    }

    public long bytes() {
        return bytes;
    }
}
