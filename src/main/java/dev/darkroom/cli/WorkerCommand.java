package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.io.FailureText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.worker.HealthEndpoint;
import dev.darkroom.worker.WorkerHealth;
import dev.darkroom.worker.WorkerIdentity;
import dev.darkroom.worker.WorkerProcess;
import dev.darkroom.workspace.HostName;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Works on the runs of a workspace that several hosts share. */
@Command(
        name = "worker",
        description =
                "Works on the runs of a workspace in PostgreSQL, beside whoever manages them, until it is stopped."
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

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            description = "Answer /livez and /readyz at this port of the loopback address; 0 takes any that is free.")
    private @Nullable Integer healthPort;

    @Option(
            names = "--health-address",
            paramLabel = "ADDRESS",
            description = "Answer them at this address instead, such as 0.0.0.0 in a container.")
    private @Nullable String healthAddress;

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
        WorkerHealth health = new WorkerHealth(MonotonicClock.system());
        WorkerProcess worker = new WorkerProcess(
                workspace,
                new WorkerIdentity(HostName.current(), ProcessHandle.current().pid()),
                job -> tokenOption.token(TokenDestination.of(job, api, shell), shell),
                stop,
                health,
                line -> shell.err().println(line),
                JsonMapper.shared());
        Long parent = Long.getLong(LocalWorkers.PARENT);
        if (parent != null) {
            CompletableFuture<Void> unused = ProcessHandle.of(parent)
                    .orElseThrow(() -> new UsageException("there is no process " + parent))
                    .onExit()
                    .thenRun(() -> stop.requestStop("the run's own process has ended"));
        }
        HealthEndpoint endpoint = openHealth(health);
        try {
            worker.run();
        } finally {
            if (endpoint != null) {
                endpoint.close();
            }
        }
        return ExitCode.FINISHED;
    }

    /** Opens the endpoint that was asked for; null if none was. */
    private @Nullable HealthEndpoint openHealth(WorkerHealth health) {
        if (healthPort == null) {
            if (healthAddress != null) {
                throw new UsageException(
                        "--health-address says where /livez and /readyz are answered: give --health-port too");
            }
            return null;
        }
        try {
            InetAddress address =
                    healthAddress == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(healthAddress);
            HealthEndpoint endpoint = HealthEndpoint.open(new InetSocketAddress(address, healthPort), health);
            shell.err().println("/livez and /readyz are answered at port " + endpoint.port());
            return endpoint;
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("port " + healthPort + " cannot be listened at: " + FailureText.of(e)
                    + ". Give another --health-port");
        }
    }
}
