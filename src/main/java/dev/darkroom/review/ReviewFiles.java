package dev.darkroom.review;

import dev.darkroom.io.AtomicFiles;
import dev.darkroom.io.FileMover;
import dev.darkroom.io.LockedFilePolicy;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.preparation.RedoColumns;
import dev.darkroom.results.CsvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code redo.csv}, {@code approved.csv} and, where people disagree, {@code conflicts.csv}: whole or not at all, over
 * those of the time before.
 */
final class ReviewFiles {

    private final Path folder;
    private final CsvDialect dialect;

    ReviewFiles(Path folder, CsvDialect dialect) {
        this.folder = folder;
        this.dialect = dialect;
    }

    Path redo() {
        return folder.resolve("redo.csv");
    }

    Path approved() {
        return folder.resolve("approved.csv");
    }

    Path conflicts() {
        return folder.resolve(ConflictsCsv.NAME);
    }

    /** Returns whether a file would be replaced by one of these. */
    boolean has(Path file) {
        return List.of(redo(), approved(), conflicts()).contains(file);
    }

    /**
     * Writes all.
     *
     * @param outcomes the run's rows in manifest order
     * @param decisions what was decided, by the rows' numbers
     * @param redos how the rejected ones are made again
     * @param manifest the run's copy of the manifest
     * @param manifestColumns its columns
     * @return warnings about files that could not go to their places
     */
    List<String> write(
            Iterable<RowOutcome> outcomes,
            Map<Long, RowVerdictRule.RowDecision> decisions,
            Map<Long, RedoRule> redos,
            Manifest manifest,
            List<String> manifestColumns,
            RedoColumns columns)
            throws IOException {
        boolean prompts = redos.values().stream().anyMatch(redo -> redo.prompt() != null);
        boolean disagree = Files.exists(conflicts())
                || decisions.values().stream()
                        .anyMatch(decision -> !decision.conflict().isEmpty());
        try (AtomicFiles files = new AtomicFiles(FileMover.atomic(), LockedFilePolicy.WRITE_BESIDE);
                ManifestReader reader = manifest.open()) {
            CsvFile redoFile = new CsvFile(files.begin(redo()), dialect);
            RedoCsv redo = new RedoCsv(redoFile, columns, columns.header(manifestColumns, prompts), reader);
            CsvFile approved = new CsvFile(files.begin(approved()), dialect);
            approved.header(List.of("id", "files"));
            @Nullable
            ConflictsCsv conflicts = disagree ? new ConflictsCsv(new CsvFile(files.begin(conflicts()), dialect)) : null;
            for (RowOutcome row : outcomes) {
                RowVerdictRule.RowDecision decision = decisions.get(row.number());
                if (decision == null) {
                    continue;
                }
                RedoRule again = redos.get(row.number());
                if (again != null) {
                    redo.add(row.number(), row.id(), again);
                } else if (decision.standing() != null) {
                    approved.text(row.id())
                            .joined(row.pictures().stream().map(DownloadedPicture::file))
                            .endLine();
                }
                if (conflicts != null) {
                    conflicts.add(row.id(), row.line(), decision);
                }
            }
            return files.replaceAll();
        }
    }
}
