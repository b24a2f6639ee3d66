package dev.darkroom.cli;

import dev.darkroom.io.SafeText;
import dev.darkroom.job.AskedService;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.RequestCheck;
import dev.darkroom.job.Settlement;
import dev.darkroom.ledger.Workspace;
import dev.darkroom.results.ShellWord;
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

    private final Shell shell;

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

    ResolveCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace = HeldWorkspace.told(shell);
        return HeldWorkspace.briefly(shell, workspace, () -> {
            InstantSource clock = InstantSource.system();
            RequestCheck check = new AskedService(
                    clock,
                    JsonMapper.shared(),
                    job -> tokenOption.find(TokenDestination.of(job, serviceOption.api(), shell), shell),
                    this::warn);
            boolean notSubmitted = answer.equals(NOT_SUBMITTED);
            Settlement settlement = new Settlement(clock, JsonMapper.shared(), check);
            String settled = settlement.settle(workspace, run, id, notSubmitted ? null : answer);
            String row = "the row " + SafeText.line(id) + " of the run " + SafeText.line(settled) + " is ";
            shell.out()
                    .println(row
                            + (notSubmitted
                                    ? "pending again and will be bought"
                                    : "submitted as " + answer + " and will be asked for")
                            + " by: " + SafeText.line(Invocation.program(shell)) + " resume "
                            + ShellWord.of(SafeText.line(settled)));
            return ExitCode.FINISHED;
        });
    }

    private void warn(String words) {
        shell.err().println(SafeText.line(words));
    }
}
