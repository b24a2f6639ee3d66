package dev.darkroom.step;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunContextTest {

    @TempDir
    Path folder;

    @Test
    void a_worker_does_not_take_the_manifest_that_it_has_not_read_for_an_empty_one() throws Exception {
        Path file = Files.writeString(
                folder.resolve("job.yaml"),
                "manifest: rows.csv\nmodel: blackforestlabs/flux-2/flash/edit\napi: simulator\n");
        JobSpec job = JobFile.read(file, JobOverrides.NONE, Map.of());
        try (LedgerDatabase database = LedgerDatabase.open(folder.resolve("ledger"), "1.2.3")) {
            RunContext context = RunContext.ofWorker(
                    job,
                    LedgerScene.record("night", LedgerScene.SERVICE, folder),
                    new Workspace(folder),
                    database,
                    Manifest.of(folder.resolve("rows.csv"), "rows.csv", null),
                    ModelCatalog.builtIn(),
                    Instant.EPOCH);

            assertThatThrownBy(context::rows).hasMessage("a worker reads no manifest");
            assertThatThrownBy(context::survey).hasMessage("a worker reads no manifest");
            assertThatThrownBy(context::preparer).hasMessage("a worker reads no manifest");
        }
    }
}
