package dev.darkroom.download;

import dev.darkroom.checks.CheckResult;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.FetchException.FetchFailure;
import dev.darkroom.fetch.PictureFetcher;
import dev.darkroom.fetch.PictureSource;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.DiskFullException;
import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.PictureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a row's outputs from where they are to their place. Many rows' are fetched at once, but only so many looked at as
 * there are processors: more would be no faster, and take the memory of as many pictures. Thread-safe.
 */
final class OutputDownload {

    private static final Logger log = LoggerFactory.getLogger(OutputDownload.class);

    private final PictureSource source;
    private final OutputInspector inspector;
    private final ImageStore imageStore;
    private final Semaphore looks;

    OutputDownload(PictureSource source, OutputInspector inspector, ImageStore imageStore) {
        this(source, inspector, imageStore, Runtime.getRuntime().availableProcessors());
    }

    /** @param looks how many rows' pictures are looked at at once */
    OutputDownload(PictureSource source, OutputInspector inspector, ImageStore imageStore, int looks) {
        this.source = source;
        this.inspector = inspector;
        this.imageStore = imageStore;
        this.looks = new Semaphore(looks);
    }

    /** Breaks off what is being fetched. */
    void breakOff() {
        source.breakOff();
    }

    /**
     * Downloads all outputs; they are whole, and inspected, before the first is put in place: a row has all its
     * pictures or none.
     *
     * @throws FetchException if one of them did not come, or came as something else
     * @throws DiskFullException if there is no room for one of them
     */
    DownloadedOutputs deliver(CompletedRow row, List<String> urls) throws FetchException, InterruptedException {
        List<Path> parts = new ArrayList<>();
        try {
            List<FetchedOutput> outputs = new ArrayList<>();
            for (String url : urls) {
                Path part = imageStore.part();
                parts.add(part);
                outputs.add(new FetchedOutput(part, source.fetch(url, part), PictureFile.inspect(part)));
            }
            looks.acquire();
            try {
                return placeAll(row, outputs, inspectAll(row, outputs));
            } finally {
                looks.release();
            }
        } catch (BadPictureException e) {
            throw new FetchException(e.code(), FetchFailure.PASSING, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            if (DiskFull.isCauseOf(e)) {
                throw new DiskFullException(imageStore.output(), e);
            }
            throw new FetchException(
                    ErrorCode.NOT_SAVED, FetchFailure.PASSING, "cannot save the picture: " + FailureText.of(e));
        } catch (RuntimeException e) {
            if (DiskFull.isCauseOf(e)) {
                throw new DiskFullException(imageStore.output(), e);
            }
            // It is this row's trouble, and must not keep the others from theirs.
            log.info("downloading row {} failed", row.id(), e);
            throw new FetchException(
                    ErrorCode.UNFORESEEN,
                    FetchFailure.PASSING,
                    "something failed here, see run.log: " + FailureText.of(e));
        } finally {
            parts.forEach(OutputDownload::delete);
        }
    }

    private List<CheckResult> inspectAll(CompletedRow row, List<FetchedOutput> outputs) throws InterruptedException {
        List<CheckResult> results = new ArrayList<>();
        for (FetchedOutput output : outputs) {
            results.add(inspector.inspect(row, output.part, output.inspected));
        }
        return results;
    }

    private DownloadedOutputs placeAll(CompletedRow row, List<FetchedOutput> outputs, List<CheckResult> results)
            throws IOException {
        List<DownloadedPicture> pictures = new ArrayList<>();
        for (FetchedOutput output : outputs) {
            int n = pictures.size() + 1;
            String extension = output.inspected.type().extension();
            String file = imageStore.place(output.part, row.name(), n, extension);
            pictures.add(ImageStore.picture(file, output.fetched, output.inspected)
                    .flagged(results.get(n - 1).flags()));
        }
        inspector.keep(row, results);
        RowReason reason = inspector
                .verdict(results)
                .map(failed -> new RowReason(failed.code(), failed.message()))
                .orElse(null);
        return new DownloadedOutputs(pictures, reason);
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The next start deletes what is left of it.
        }
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

    /** A downloaded output that is not in its place yet. */
    private record FetchedOutput(Path part, PictureFetcher.FetchedFile fetched, PictureFile inspected) {}
}
