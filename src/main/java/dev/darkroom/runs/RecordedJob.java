package dev.darkroom.runs;

import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A recorded run and its own copy of its job.
 *
 * @param run the run's id
 * @param job the job as it was first run, with this start's options
 */
public record RecordedJob(String run, JobSpec job) {

    /**
     * Finds it. The caller holds the workspace's lock.
     *
     * @param wanted the run's id or output directory, null for the newest
     * @throws NoSuchRunException if there is none
     */
    public static RecordedJob find(
            Workspace workspace, @Nullable String wanted, JobOverrides overrides, JsonMapper json) throws IOException {
        return LedgerReading.read(workspace, true, json, database -> {
            RunRecord run = new RunFinder(workspace, new RunStore(database.dataSource(), json)).find(wanted);
            RunFolder folder = new RunFolder(workspace, database.dataSource(), run.id(), json);
            return new RecordedJob(run.id(), JobFile.read(folder.job(), overrides, Map.of()));
        });
    }
}
