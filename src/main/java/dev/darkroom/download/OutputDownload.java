package dev.darkroom.download;

import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.checks.CheckResult;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.PictureSource;
import dev.darkroom.io.DiskFullException;
import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.PictureFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Gets a row's outputs from where they are to their place, in three stages: whoever calls fetches them into part files,
 * then workers of their own look at them, then one thread puts those of many rows in their place together. Only so many
 * rows are looked at at once as there are processors: more would be no faster, and take the memory of as many pictures.
 * Thread-safe.
 */
final class OutputDownload {

    /** How many fetched rows may wait for the stages behind: they lie on disk, and are fetched again after a kill. */
    static final int MAX_WAITING = 64;

    private final PictureSource source;
    private final OutputInspector inspector;
    private final ImageStore imageStore;
    private final DownloadFailures failures;
    private final StageQueue<FetchedRow> looks;
    private final StageQueue<InspectedRow> placements;
    private final @Nullable BucketPlacement bucketPlacement;
    private volatile boolean brokenOff;

    OutputDownload(PictureSource source, OutputInspector inspector, ImageStore imageStore, StageWorkers workers) {
        this.source = source;
        this.inspector = inspector;
        this.imageStore = imageStore;
        this.failures = new DownloadFailures(imageStore.output());
        this.looks = new StageQueue<>(workers.lookers(), workers.looks(), 1, rows -> rows.forEach(this::look));
        BucketFolder bucket = imageStore.bucket();
        this.bucketPlacement = bucket == null ? null : new BucketPlacement(imageStore, bucket, inspector, failures);
        this.placements = bucketPlacement == null
                ? new StageQueue<>(
                        workers.placer(),
                        1,
                        OutputPlacement.MAX_ROWS,
                        new OutputPlacement(imageStore, failures, workers.forcers())::place)
                : new StageQueue<>(workers.forcers(), BucketPlacement.MAX_UPLOADS, 1, bucketPlacement::place);
    }

    /** Returns whether so many fetched rows wait that no more should be fetched. */
    boolean isFull() {
        return looks.size() + placements.size() >= MAX_WAITING;
    }

    /** Breaks off what is being fetched, and looks at nothing any more. */
    void breakOff() {
        brokenOff = true;
        source.breakOff();
        if (bucketPlacement != null) {
            bucketPlacement.breakOff();
        }
    }

    /**
     * Fetches all outputs of a row.
     *
     * @throws FetchException if one of them did not come
     * @throws DiskFullException if there is no room for one of them
     */
    FetchedRow fetch(CompletedRow row, List<String> urls) throws FetchException, InterruptedException {
        List<Path> parts = new ArrayList<>();
        boolean whole = false;
        try {
            List<FetchedRow.FetchedOutput> outputs = new ArrayList<>();
            for (String url : urls) {
                Path part = imageStore.part();
                parts.add(part);
                outputs.add(new FetchedRow.FetchedOutput(part, source.fetch(url, part)));
            }
            whole = true;
            return new FetchedRow(row, outputs);
        } catch (IOException | RuntimeException e) {
            throw failures.ofRow(row, e);
        } finally {
            if (!whole) {
                parts.forEach(FetchedRow::delete);
            }
        }
    }

    /**
     * Has fetched outputs looked at and put in their place. All are whole, and looked at, before the first is put in its
     * place: a row has all its pictures or none.
     *
     * @return them in their place, durable; fails with a {@link FetchException} if one of them is not what it should be or
     *     cannot be put there, with a {@link DiskFullException} if there is no room; cancelled if they were not looked at
     */
    CompletableFuture<DownloadedOutputs> finish(FetchedRow fetched) {
        CompletableFuture<DownloadedOutputs> finished = fetched.placed().whenComplete((outputs, failure) -> {
            if (failure != null) {
                fetched.deleteParts();
            }
        });
        try {
            looks.add(fetched);
        } catch (RejectedExecutionException ended) {
            failures.end(fetched, ended);
        }
        return finished;
    }

    private void look(FetchedRow fetched) {
        try {
            if (brokenOff) {
                fetched.placed().cancel(false);
            } else {
                placements.add(inspect(fetched));
            }
        } catch (InterruptedException e) {
            failures.end(fetched, e);
            Thread.currentThread().interrupt();
        } catch (BadPictureException | RuntimeException | Error e) {
            failures.end(fetched, e);
        }
    }

    private InspectedRow inspect(FetchedRow fetched) throws BadPictureException, InterruptedException {
        List<PictureFile> pictures = new ArrayList<>();
        for (FetchedRow.FetchedOutput output : fetched.outputs()) {
            pictures.add(PictureFile.inspect(output.part()));
        }
        List<CheckResult> results = new ArrayList<>();
        List<InspectedRow.InspectedOutput> outputs = new ArrayList<>();
        for (FetchedRow.FetchedOutput output : fetched.outputs()) {
            PictureFile picture = pictures.get(results.size());
            CheckResult result = inspector.inspect(fetched.row(), output.part(), picture);
            results.add(result);
            outputs.add(new InspectedRow.InspectedOutput(output, picture, result.flags()));
        }
        inspector.keep(fetched.row(), results);
        RowReason reason = inspector
                .verdict(results)
                .map(failed -> new RowReason(failed.code(), failed.message()))
                .orElse(null);
        return new InspectedRow(fetched, outputs, reason);
    }

    /**
     * A row's pictures in their place.
     *
     * @param reason why they will not do, else null
     */
    record DownloadedOutputs(
            List<DownloadedPicture> pictures, @Nullable RowReason reason) {

        OutputsDownloaded event(DownloadTask download) {
            CompletedRow row = download.row();
            return new OutputsDownloaded(row.key(), row.attempt(), pictures, download.millis(), reason);
        }
    }
}
