package dev.darkroom.download;

import dev.darkroom.ledger.rows.DownloadedPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Puts the outputs of several rows in their place together: all files are forced, then all are renamed, then each folder
 * is forced once, and only then any row is told that its pictures are in place. A row that fails fails alone. Used by one
 * thread at a time.
 */
final class OutputPlacement {

    /** The most rows of a group: after so many, another force of the folders is a small part of it. */
    static final int MAX_ROWS = 48;

    private final ImageStore imageStore;
    private final DownloadFailures failures;
    private final ExecutorService forcers;

    /** @param forcers force files, several at once */
    OutputPlacement(ImageStore imageStore, DownloadFailures failures, ExecutorService forcers) {
        this.imageStore = imageStore;
        this.failures = failures;
        this.forcers = forcers;
    }

    /** Puts them in their place, and tells each row what came of it. */
    void place(List<InspectedRow> group) {
        try {
            List<PlacedRow> moved = moveFiles(forceFiles(group));
            for (PlacedRow row : forceFolders(moved)) {
                row.fetched.placed().complete(row.outputs);
            }
        } catch (RuntimeException | Error e) {
            // Nobody else would tell those that nothing was told yet, and the step would wait for them for ever.
            group.forEach(row -> failures.end(row.fetched(), e));
        }
    }

    /** Forces all files, and returns the rows of which all are on disk. */
    private List<InspectedRow> forceFiles(List<InspectedRow> group) {
        if (group.size() == 1) {
            return forceFiles(group.get(0)) ? group : List.of();
        }
        List<Callable<Boolean>> forces = new ArrayList<>();
        group.forEach(row -> forces.add(() -> forceFiles(row)));
        List<InspectedRow> forced = new ArrayList<>();
        try {
            Iterator<InspectedRow> rows = group.iterator();
            for (Future<Boolean> force : forcers.invokeAll(forces)) {
                InspectedRow row = rows.next();
                if (force.get()) {
                    forced.add(row);
                }
            }
            return forced;
        } catch (ExecutionException e) {
            group.forEach(row -> failures.end(row.fetched(), e));
        } catch (InterruptedException e) {
            group.forEach(row -> failures.end(row.fetched(), e));
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    private boolean forceFiles(InspectedRow row) {
        try {
            for (FetchedRow.FetchedOutput output : row.fetched().outputs()) {
                imageStore.force(output.part());
            }
            return true;
        } catch (IOException | RuntimeException | Error e) {
            failures.end(row.fetched(), e);
            return false;
        }
    }

    private List<PlacedRow> moveFiles(List<InspectedRow> rows) {
        List<PlacedRow> moved = new ArrayList<>();
        for (InspectedRow row : rows) {
            try {
                moved.add(move(row));
            } catch (IOException | RuntimeException | Error e) {
                failures.end(row.fetched(), e);
            }
        }
        return moved;
    }

    private PlacedRow move(InspectedRow row) throws IOException {
        List<DownloadedPicture> pictures = new ArrayList<>();
        Set<Path> folders = new LinkedHashSet<>();
        for (InspectedRow.InspectedOutput output : row.outputs()) {
            String file = imageStore.move(
                    output.fetched().part(),
                    row.fetched().row().name(),
                    pictures.size() + 1,
                    output.picture().type().extension());
            folders.add(imageStore.folder(file));
            imageStore.prove(file, output.fetched().file().sha256());
            pictures.add(ImageStore.picture(file, output.fetched().file(), output.picture())
                    .flagged(output.flags()));
        }
        return new PlacedRow(row.fetched(), folders, new OutputDownload.DownloadedOutputs(pictures, row.reason()));
    }

    /** Forces each of the rows' folders once; returns the rows of which all names are on disk. */
    private List<PlacedRow> forceFolders(List<PlacedRow> rows) {
        Map<Path, Throwable> failed = new HashMap<>();
        Set<Path> folders = new LinkedHashSet<>();
        rows.forEach(row -> folders.addAll(row.folders));
        for (Path folder : folders) {
            try {
                imageStore.forceFolder(folder);
            } catch (IOException | RuntimeException | Error e) {
                failed.put(folder, e);
            }
        }
        List<PlacedRow> durable = new ArrayList<>();
        for (PlacedRow row : rows) {
            Throwable failure = row.folders.stream()
                    .filter(failed::containsKey)
                    .map(failed::get)
                    .findFirst()
                    .orElse(null);
            if (failure == null) {
                durable.add(row);
            } else {
                failures.end(row.fetched, failure);
            }
        }
        return durable;
    }

    /** A row whose outputs bear their names. */
    private record PlacedRow(FetchedRow fetched, Set<Path> folders, OutputDownload.DownloadedOutputs outputs) {}
}
