package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.runs.RecordedJob;
import dev.darkroom.step.RunScope;
import dev.darkroom.workspace.Workspace;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Ends a run. */
@Command(
        name = "cancel",
        description = "Ends a run: buys nothing more, cancels what is queued at the service, collects what is running "
                + "there, and writes the results.")
final class CancelCommand implements Callable<Integer> {

    private final CommandShell shell;
    private final StopSwitch stop;

    @Parameters(paramLabel = "RUN", description = "The run's id or its output directory.")
    private String run = "";

    @Mixin
    private TokenOption tokenOption = new TokenOption();

    @Mixin
    private ServiceOption serviceOption = new ServiceOption();

    CancelCommand(CommandShell shell, StopSwitch stop) {
        this.shell = shell;
        this.stop = stop;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace = LockedWorkspace.openAndReport(shell);
        return LockedWorkspace.during(shell, workspace, stop, () -> {
            RecordedJob recorded = RecordedJob.find(workspace, run, JobOverrides.NONE, JsonMapper.shared());
            TokenDestination destination = TokenDestination.of(recorded.job(), serviceOption.api(), shell);
            return new RunExecution(shell, stop, RepeatedOptions.toCancel(tokenOption, destination))
                    .resume(recorded, workspace, tokenOption.token(destination, shell), RunScope.CANCEL, true);
        });
    }
}
