package dev.darkroom.download;

import dev.darkroom.checks.CheckFlag;
import dev.darkroom.checks.CheckResult;
import dev.darkroom.checks.FailedCheck;
import dev.darkroom.checks.OutputChecks;
import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.picture.PictureFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Checks every output and keeps a thumbnail of it, from one decoding. */
final class CheckedOutputInspector implements OutputInspector {

    private final OutputChecks checks;
    private final Set<CheckFlag> fail;
    private final OutputThumbnails thumbnails;
    private final JsonMapper json = JsonMapper.shared();

    /** @param fail the flags that make a row {@code failed} */
    CheckedOutputInspector(OutputChecks checks, List<CheckFlag> fail, OutputThumbnails thumbnails) {
        this.checks = checks;
        this.fail = Set.copyOf(fail);
        this.thumbnails = thumbnails;
    }

    @Override
    public CheckResult inspect(CompletedRow row, Path file, PictureFile picture) throws InterruptedException {
        return checks.check(
                file, picture, row.model(), json.readTree(row.input()).asObject());
    }

    @Override
    public Optional<FailedCheck> verdict(List<CheckResult> results) {
        return FailedCheck.among(fail, results.stream().map(CheckResult::flags).toList());
    }

    @Override
    public void keep(CompletedRow row, List<CheckResult> results) {
        for (int n = 1; n <= results.size(); n++) {
            thumbnails.write(row.key(), n, results.get(n - 1).small());
        }
    }

    @Override
    public void stored(CompletedRow row, int outputs) {
        for (int n = 1; n <= outputs; n++) {
            thumbnails.handOver(row.key(), n);
        }
    }
}
