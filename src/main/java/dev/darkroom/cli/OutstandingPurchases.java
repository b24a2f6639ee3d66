package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.RunTerminal;
import dev.darkroom.io.FailureText;
import dev.darkroom.job.RunLauncher;
import dev.darkroom.job.RunRequest;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.runs.RecordedJob;
import dev.darkroom.step.RunScope;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Collects what an earlier start of a job purchased whose file is refused now: refused every night, it would let all of
 * it expire. The run is found by the job's name and goes on by its own copy of the job.
 */
final class OutstandingPurchases {

    private static final Logger log = LoggerFactory.getLogger(OutstandingPurchases.class);

    private final CommandShell shell;
    private final StopSwitch stop;
    private final InstantSource wall = InstantSource.system();
    private final MonotonicClock clock = MonotonicClock.system();

    OutstandingPurchases(CommandShell shell, StopSwitch stop) {
        this.shell = shell;
        this.stop = stop;
    }

    /** Collects it; nothing that fails of it hides what is wrong with the file. */
    void collect(Path file, Workspace workspace, TokenOption token, ManifestException refused) {
        RunLauncher launcher = new RunLauncher(wall, clock, JsonMapper.shared(), ModelCatalog.builtIn());
        try {
            Optional<RunRecord> run = launcher.outstanding(JobFile.nameOf(file), workspace);
            if (run.isPresent()) {
                log.warn(
                        "nothing is bought; what the run {} bought before is collected",
                        run.get().id());
                RecordedJob recorded =
                        RecordedJob.find(workspace, run.get().id(), JobOverrides.NONE, JsonMapper.shared());
                collect(launcher, recorded, workspace, token, RunScope.refused(String.valueOf(refused.getMessage())));
            }
        } catch (IOException | RuntimeException e) {
            log.warn("what the run has bought could not be collected: {}", FailureText.of(e));
            refused.addSuppressed(e);
        }
    }

    private void collect(
            RunLauncher launcher, RecordedJob recorded, Workspace workspace, TokenOption token, RunScope scope)
            throws IOException {
        TokenDestination destination = TokenDestination.of(recorded.job(), shell);
        RunTerminal terminal = new RunTerminal(shell, false, false, wall, clock);
        try {
            launcher.collect(new RunRequest(
                    recorded.job(),
                    workspace,
                    token.token(destination, shell),
                    false,
                    recorded.run(),
                    terminal,
                    terminal,
                    stop,
                    scope));
        } finally {
            terminal.finish();
        }
    }
}
