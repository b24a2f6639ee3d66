package dev.darkroom.cli;

import dev.darkroom.job.ExitCode;
import dev.darkroom.job.StopSwitch;

import dev.darkroom.worker.WorkerHealth;
import dev.darkroom.worker.WorkerIdentity;
import dev.darkroom.worker.WorkerProcess;
import dev.darkroom.workspace.HostName;
import dev.darkroom.workspace.Workspace;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Works on the runs of a workspace that several hosts share. */
@Command(
        name = "worker",
        description = "Works on the runs of a workspace in PostgreSQL, beside whoever manages them, until it is stopped."
                + " The workspace is named by DARKROOM_DB.")
final class WorkerCommand implements Callable<Integer> {

    private final CommandShell shell;
    private final StopSwitch stop;

    @Mixin
    private TokenOption tokenOption = new TokenOption();

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "The service that the account's token may be sent to, where that is not the vendor's own.")
    private @Nullable String api;

    WorkerCommand(CommandShell shell, StopSwitch stop) {
        this.shell = shell;
        this.stop = stop;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace = LockedWorkspace.openAndReport(shell);
        if (!workspace.isShared()) {
            throw new UsageException("a worker takes part in the runs of a workspace in PostgreSQL: set DARKROOM_DB to"
                    + " its address, as on the host where they are started");
        }
        new WorkerProcess(
                        workspace,
                        new WorkerIdentity(
                                HostName.current(), ProcessHandle.current().pid()),
                        job -> tokenOption.token(TokenDestination.of(job, api, shell), shell),
                        stop,
                        new WorkerHealth(),
                        line -> shell.err().println(line),
                        JsonMapper.shared())
                .run();
        return ExitCode.FINISHED;
    }
}
