package dev.darkroom.download;

import dev.darkroom.fetch.PictureFetcher;
import dev.darkroom.ledger.rows.CompletedRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A row's outputs on their way from the fetch to their place.
 *
 * @param placed what came of them; cancelled if the run ends before they were looked at
 */
record FetchedRow(
        CompletedRow row, List<FetchedOutput> outputs, CompletableFuture<OutputDownload.DownloadedOutputs> placed) {

    FetchedRow(CompletedRow row, List<FetchedOutput> outputs) {
        this(row, List.copyOf(outputs), new CompletableFuture<>());
    }

    /** Deletes what is not in its place. */
    void deleteParts() {
        outputs.forEach(output -> delete(output.part));
    }

    static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The next start deletes what is left of it.
        }
    }

    /** An output in a file of its own, of which nothing is forced to disk yet. */
    record FetchedOutput(Path part, PictureFetcher.FetchedFile file) {}
}
