package dev.darkroom.download;

import dev.darkroom.checks.CheckResult;
import dev.darkroom.checks.FailedCheck;
import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.picture.PictureFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Inspects the outputs of a row, and keeps what the report shows of them. Thread-safe. */
interface OutputInspector {

    /** Thinks nothing of any picture. */
    OutputInspector NONE = new OutputInspector() {
        @Override
        public CheckResult inspect(CompletedRow row, Path file, PictureFile picture) {
            return new CheckResult(List.of(), null);
        }

        @Override
        public Optional<FailedCheck> verdict(List<CheckResult> results) {
            return Optional.empty();
        }

        @Override
        public void keep(CompletedRow row, List<CheckResult> results) {}
    };

    /** Inspects an output that has come whole, before it is put in its place. */
    CheckResult inspect(CompletedRow row, Path file, PictureFile picture) throws InterruptedException;

    /** Returns why the row fails by its pictures, if it does. */
    Optional<FailedCheck> verdict(List<CheckResult> results);

    /**
     * Keeps what the report shows of the pictures, now that all were inspected; whatever becomes of them, it is kept anew
     * when they are fetched again. That this fails is no fault of the row.
     */
    void keep(CompletedRow row, List<CheckResult> results);

    /** Hears that a row's outputs are in their bucket, before it is told to anybody else. */
    default void stored(CompletedRow row, int outputs) {}
}
