package dev.darkroom.download;

import dev.darkroom.checks.FailedCheck;
import dev.darkroom.checks.Flag;
import dev.darkroom.checks.Look;
import dev.darkroom.checks.OutputChecks;
import dev.darkroom.ledger.CompletedRow;
import dev.darkroom.picture.PictureFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Checks every output and keeps a thumbnail of it, from one decoding. */
final class CheckedOutputs implements Inspection {

    private final OutputChecks checks;
    private final Set<Flag> fail;
    private final OutputThumbnails thumbnails;
    private final JsonMapper json = JsonMapper.shared();

    /** @param fail the flags that make a row {@code failed} */
    CheckedOutputs(OutputChecks checks, List<Flag> fail, OutputThumbnails thumbnails) {
        this.checks = checks;
        this.fail = Set.copyOf(fail);
        this.thumbnails = thumbnails;
    }

    @Override
    public Look look(CompletedRow row, Path file, PictureFile picture) throws InterruptedException {
        return checks.look(
                file, picture, row.model(), json.readTree(row.input()).asObject());
    }

    @Override
    public Optional<FailedCheck> verdict(List<Look> looks) {
        return FailedCheck.among(fail, looks.stream().map(Look::flags).toList());
    }

    @Override
    public void keep(CompletedRow row, List<Look> looks) {
        for (int n = 1; n <= looks.size(); n++) {
            thumbnails.write(row.key(), n, looks.get(n - 1).small());
        }
    }
}
