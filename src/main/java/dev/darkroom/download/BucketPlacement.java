package dev.darkroom.download;

import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.ledger.rows.DownloadedPicture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts the outputs of rows in their place in a bucket. A row is told that its pictures are in place once all are stored
 * there; a process that dies before leaves objects which the next start stores again under the same names. Thread-safe.
 */
final class BucketPlacement {

    /** How many rows are stored at once: an upload mostly waits. */
    static final int MAX_UPLOADS = 32;

    private final ImageStore imageStore;
    private final BucketFolder bucket;
    private final OutputInspector inspector;
    private final DownloadFailures failures;
    private final Set<FetchedRow> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean brokenOff;

    BucketPlacement(ImageStore imageStore, BucketFolder bucket, OutputInspector inspector, DownloadFailures failures) {
        this.imageStore = imageStore;
        this.bucket = bucket;
        this.inspector = inspector;
        this.failures = failures;
    }

    /** Stores them, and tells each row what came of it. */
    void place(List<InspectedRow> rows) {
        rows.forEach(this::place);
    }

    /**
     * Lets nobody wait any more for what is being stored: a connection on which nothing comes cannot be broken off, and a stop
     * has to end soon. What comes of it is not recorded, and is stored again by the next start.
     */
    void breakOff() {
        brokenOff = true;
        underWay.forEach(row -> row.placed().cancel(false));
    }

    private void place(InspectedRow row) {
        FetchedRow fetched = row.fetched();
        underWay.add(fetched);
        try {
            if (brokenOff) {
                fetched.placed().cancel(false);
                return;
            }
            OutputDownload.DownloadedOutputs outputs = new OutputDownload.DownloadedOutputs(upload(row), row.reason());
            fetched.deleteParts();
            inspector.stored(fetched.row(), outputs.pictures().size());
            fetched.placed().complete(outputs);
        } catch (IOException | RuntimeException | Error e) {
            failures.end(fetched, e);
        } finally {
            underWay.remove(fetched);
        }
    }

    private List<DownloadedPicture> upload(InspectedRow row) throws IOException {
        List<DownloadedPicture> pictures = new ArrayList<>();
        for (InspectedRow.InspectedOutput output : row.outputs()) {
            FetchedRow.FetchedOutput part = output.fetched();
            String file = imageStore.upload(
                    bucket,
                    part.part(),
                    row.fetched().row().name(),
                    pictures.size() + 1,
                    output.picture().type().extension(),
                    part.file().sha256());
            pictures.add(ImageStore.picture(file, part.file(), output.picture()).flagged(output.flags()));
        }
        return pictures;
    }
}
