package dev.darkroom.job;

import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.JournalPositions;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.runs.LedgerReading;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.step.RunScope;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the run whose purchases are to be collected although a start of its job is refused: the newest of the job at
 * its service that has any. It is resumed from its own copies of job and manifest, and at the service that the user has
 * just named.
 */
final class OutstandingRun {

    private static final Logger log = LoggerFactory.getLogger(OutstandingRun.class);
    private static final Set<RowState> PAID = Set.of(RowState.SUBMITTING, RowState.SUBMITTED, RowState.COMPLETED);

    private final JsonMapper json;

    OutstandingRun(JsonMapper json) {
        this.json = json;
    }

    /** Returns the request that collects, or nothing if there is nothing to collect. */
    Optional<RunRequest> of(RunRequest refused, ManifestException why) throws IOException {
        if (refused.scope().cancels()
                || refused.scope().refusal() != null
                || !refused.workspace().hasLedger()) {
            return Optional.empty();
        }
        return LedgerReading.read(refused.workspace(), true, json, database -> {
            Optional<RunRecord> run = newest(refused.workspace(), each -> isOf(each, refused), database.dataSource());
            return run.isEmpty()
                    ? Optional.empty()
                    : Optional.of(collecting(run.get(), refused, why, database.dataSource()));
        });
    }

    /** Returns the newest run of a job, whatever its service, that has something to collect. */
    Optional<RunRecord> ofJob(String name, Workspace workspace) throws IOException {
        return workspace.hasLedger() ? newest(workspace, run -> run.job().equals(name)) : Optional.empty();
    }

    private Optional<RunRecord> newest(Workspace workspace, Predicate<RunRecord> which) throws IOException {
        return LedgerReading.read(workspace, true, json, database -> newest(workspace, which, database.dataSource()));
    }

    private Optional<RunRecord> newest(Workspace workspace, Predicate<RunRecord> which, DataSource dataSource)
            throws IOException {
        JournalPositions positions = JournalPositions.of(dataSource);
        for (RunRecord run : new RunStore(dataSource, json).newestFirst()) {
            boolean open = which.test(run) && run.state() != RunRecord.RunState.FINISHED;
            if (open && (positions.isBehind(run, workspace.journal(run.id())) || hasPaid(run, dataSource))) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }

    private static boolean hasPaid(RunRecord run, DataSource dataSource) {
        return !Collections.disjoint(new RunFigures(dataSource, run).states().keySet(), PAID);
    }

    private static boolean isOf(RunRecord run, RunRequest refused) {
        String resume = refused.resume();
        boolean named = resume == null
                ? run.job().equals(refused.job().name())
                : run.id().equals(resume);
        return named && run.service().equals(refused.job().api().identity());
    }

    private RunRequest collecting(RunRecord run, RunRequest refused, ManifestException why, DataSource ledger)
            throws IOException {
        log.warn("nothing is bought; what the run {} bought before is collected", run.id());
        Path file = new RunFolder(refused.workspace(), ledger, run.id(), json).job();
        JobSpec job = JobFile.read(file, JobOverrides.NONE, Map.of());
        return new RunRequest(
                job,
                refused.workspace(),
                refused.token(),
                false,
                run.id(),
                refused.confirmation(),
                refused.observer(),
                refused.stop(),
                RunScope.refused(String.valueOf(why.getMessage())));
    }
}
