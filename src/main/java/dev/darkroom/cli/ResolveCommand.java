package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.shell.ProgramInvocation;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.maintenance.RequestCheck;
import dev.darkroom.job.maintenance.ServiceRequestCheck;
import dev.darkroom.job.maintenance.UnknownRowSettlement;
import dev.darkroom.job.maintenance.UnknownRowSettlement.SettledRow;
import dev.darkroom.results.ShellWord;
import dev.darkroom.workspace.Workspace;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Settles a row whose submit's answer was lost. */
@Command(
        name = "resolve",
        description = "Settles an unknown row after a look at the vendor's usage page; 'status' lists them.")
final class ResolveCommand implements Callable<Integer> {

    private static final String NOT_SUBMITTED = "not-submitted";

    private final CommandShell shell;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id or its output directory.")
    private String run = "";

    @Parameters(index = "1", paramLabel = "ID", description = "The row's id.")
    private String id = "";

    @Parameters(
            index = "2",
            paramLabel = "REQUEST_ID",
            description = "The request it became, or '" + NOT_SUBMITTED + "': then the row is pending again.")
    private String answer = "";

    @Mixin
    private TokenOption tokenOption = new TokenOption();

    @Mixin
    private ServiceOption serviceOption = new ServiceOption();

    ResolveCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace = LockedWorkspace.openAndReport(shell);
        return LockedWorkspace.briefly(shell, workspace, () -> {
            InstantSource clock = InstantSource.system();
            RequestCheck check = new ServiceRequestCheck(
                    clock,
                    JsonMapper.shared(),
                    job -> tokenOption.find(TokenDestination.of(job, serviceOption.api(), shell), shell),
                    this::warn);
            boolean notSubmitted = answer.equals(NOT_SUBMITTED);
            UnknownRowSettlement settlement = new UnknownRowSettlement(clock, JsonMapper.shared(), check);
            SettledRow settled = settlement.settle(workspace, run, id, notSubmitted ? null : answer);
            String row =
                    "the row " + SafeText.line(settled.id()) + " of the run " + SafeText.line(settled.run()) + " is ";
            shell.out()
                    .println(row
                            + (notSubmitted
                                    ? "pending again and will be bought"
                                    : "submitted as " + answer + " and will be asked for")
                            + " by: " + SafeText.line(ProgramInvocation.program(shell)) + " resume "
                            + ShellWord.of(SafeText.line(settled.run())));
            return ExitCode.FINISHED;
        });
    }

    private void warn(String message) {
        shell.err().println(SafeText.line(message));
    }
}
