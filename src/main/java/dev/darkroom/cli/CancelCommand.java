package dev.darkroom.cli;

import dev.darkroom.job.RecordedJob;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.jobfile.Overrides;
import dev.darkroom.ledger.Workspace;
import dev.darkroom.step.RunScope;
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

    private final Shell shell;
    private final StopSwitch stop;

    @Parameters(paramLabel = "RUN", description = "The run's id or its output directory.")
    private String run = "";

    @Mixin
    private TokenOption tokenOption = new TokenOption();

    @Mixin
    private ServiceOption serviceOption = new ServiceOption();

    CancelCommand(Shell shell, StopSwitch stop) {
        this.shell = shell;
        this.stop = stop;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace = HeldWorkspace.told(shell);
        return HeldWorkspace.during(shell, workspace, () -> {
            RecordedJob recorded = RecordedJob.find(workspace, run, Overrides.NONE, JsonMapper.shared());
            TokenDestination destination = TokenDestination.of(recorded.job(), serviceOption.api(), shell);
            return new RunExecution(shell, stop, Given.toCancel(tokenOption, destination))
                    .goOn(recorded, workspace, tokenOption.token(destination, shell), RunScope.CANCEL, true);
        });
    }
}
