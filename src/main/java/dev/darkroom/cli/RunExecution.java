package dev.darkroom.cli;

import dev.darkroom.api.ApiToken;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.RunTerminal;
import dev.darkroom.job.RunLauncher;
import dev.darkroom.job.RunRequest;
import dev.darkroom.job.RunResult;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.runs.RecordedJob;
import dev.darkroom.step.RunScope;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Runs a job in a held workspace and says how it ended. */
final class RunExecution {

    private final CommandShell shell;
    private final StopSwitch stop;
    private final RepeatedOptions repeated;
    private final InstantSource wall = InstantSource.system();
    private final MonotonicClock clock = MonotonicClock.system();

    /** @param repeated what the command line gave it */
    RunExecution(CommandShell shell, StopSwitch stop, RepeatedOptions repeated) {
        this.repeated = repeated;
        this.shell = shell;
        this.stop = stop;
    }

    /**
     * Runs a job to the end and returns the exit code.
     *
     * @param startNew whether another run begins in any case
     * @param yes whether the user has agreed beforehand
     * @param strict whether nothing is submitted if any row is invalid
     */
    int run(JobSpec job, Workspace workspace, ApiToken token, boolean startNew, boolean yes, boolean strict)
            throws IOException {
        return run(job, workspace, token, null, startNew, yes, strict, RunScope.ALL);
    }

    /**
     * Resumes a run and returns the exit code.
     *
     * @param scope how much of it is done
     * @param yes whether the user has agreed beforehand
     */
    int resume(RecordedJob recorded, Workspace workspace, ApiToken token, RunScope scope, boolean yes)
            throws IOException {
        return run(recorded.job(), workspace, token, recorded.run(), false, yes, false, scope);
    }

    private int run(
            JobSpec job,
            Workspace workspace,
            ApiToken token,
            @Nullable String resume,
            boolean startNew,
            boolean yes,
            boolean strict,
            RunScope scope)
            throws IOException {
        RunTerminal terminal = new RunTerminal(shell, yes, strict, wall, clock);
        RunLauncher launcher = new RunLauncher(wall, clock, JsonMapper.shared(), ModelCatalog.builtIn());
        RunResult result;
        try {
            result = launcher.run(
                    new RunRequest(job, workspace, token, startNew, resume, terminal, terminal, stop, scope));
        } finally {
            terminal.finish();
        }
        new ClosingBlock(shell, workspace, repeated).print(result, scope, terminal.unconfirmed());
        return result.exitCode();
    }
}
