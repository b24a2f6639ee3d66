package dev.darkroom.download;

import dev.darkroom.bucket.BucketException;
import dev.darkroom.bucket.BucketException.BucketFailure;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.FetchException.FetchFailure;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.DiskFullException;
import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.picture.BadPictureException;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what a failure on the way of a row's outputs means: trouble of this row alone, unless there is no room. */
final class DownloadFailures {

    private static final Logger log = LoggerFactory.getLogger(DownloadFailures.class);

    private final Path output;

    /** @param output the run's output directory */
    DownloadFailures(Path output) {
        this.output = output;
    }

    /**
     * Returns a failure as one of the row's.
     *
     * @throws DiskFullException if there was no room
     */
    FetchException ofRow(CompletedRow row, Exception failure) {
        if (failure instanceof FetchException told) {
            return told;
        }
        if (failure instanceof BucketException damaged) {
            return new FetchException(
                    ErrorCode.NOT_SAVED, FetchFailure.PASSING, "cannot save the picture: " + damaged.getMessage());
        }
        if (failure instanceof BadPictureException bad) {
            return new FetchException(bad.code(), FetchFailure.PASSING, String.valueOf(bad.getMessage()));
        }
        if (DiskFull.isCauseOf(failure)) {
            throw new DiskFullException(output, failure);
        }
        if (failure instanceof IOException) {
            return new FetchException(
                    ErrorCode.NOT_SAVED, FetchFailure.PASSING, "cannot save the picture: " + FailureText.of(failure));
        }
        // It is this row's trouble, and must not keep the others from theirs.
        log.info("downloading row {} failed", row.id(), failure);
        return new FetchException(
                ErrorCode.UNFORESEEN,
                FetchFailure.PASSING,
                "something failed here, see run.log: " + FailureText.of(failure));
    }

    /** Ends the way of the row's outputs with a failure, which is the row's or stops the run. */
    void end(FetchedRow row, Throwable failure) {
        row.placed().completeExceptionally(told(row.row(), failure));
    }

    private Throwable told(CompletedRow row, Throwable failure) {
        if (failure instanceof BucketException bucket && bucket.kind() != BucketFailure.DAMAGED) {
            return bucket;
        }
        if (failure instanceof Exception common && !(failure instanceof InterruptedException)) {
            try {
                return ofRow(row, common);
            } catch (DiskFullException noRoom) {
                return noRoom;
            }
        }
        return failure;
    }
}
