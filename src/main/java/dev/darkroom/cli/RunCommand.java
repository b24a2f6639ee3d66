package dev.darkroom.cli;

import dev.darkroom.api.ApiToken;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.JobManifests;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a job, or resumes its unfinished run. */
@Command(
        name = "run",
        description = "Runs the job. If its newest run with this manifest is unfinished, goes on with it; if it is "
                + "finished and nothing changed, buys nothing.")
final class RunCommand implements Callable<Integer> {

    private final CommandShell shell;
    private final StopSwitch stop;

    @Parameters(paramLabel = "JOB.yaml", description = "The job file.")
    private Path file = Path.of("");

    @Mixin
    private JobOptions options = new JobOptions();

    @Mixin
    private TokenOption tokenOption = new TokenOption();

    @Option(names = "--new", description = "Start another run in any case.")
    private boolean startNew;

    @Option(names = "--yes", description = "Buy without asking, however much it is.")
    private boolean yes;

    @Option(
            names = "--strict",
            description = "Buy nothing if any row is invalid, or sends a text with an empty column.")
    private boolean strict;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Start so many workers on this host beside it; for a workspace in PostgreSQL.")
    private int workers;

    RunCommand(CommandShell shell, StopSwitch stop) {
        this.shell = shell;
        this.stop = stop;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace = LockedWorkspace.openAndReport(
                shell, options.database(shell.workingDirectory().resolve(file)));
        return LockedWorkspace.during(shell, workspace, stop, () -> {
            JobSpec job = job(workspace);
            if (!job.rows().isAll()) {
                shell.err()
                        .println(SafeText.line(
                                "the run is the manifest's rows " + job.rows().message()));
            }
            TokenDestination destination = TokenDestination.of(job, shell);
            RepeatedOptions repeated = RepeatedOptions.toRun(options, tokenOption, destination);
            ApiToken token = tokenOption.token(destination, shell);
            RunExecution execution = new RunExecution(shell, stop, repeated);
            return LocalWorkers.during(
                    workers,
                    workspace,
                    repeated.again(),
                    shell,
                    () -> execution.run(job, workspace, token, startNew, yes, strict));
        });
    }

    private JobSpec job(Workspace workspace) throws IOException {
        Path path = shell.workingDirectory().resolve(file);
        try {
            return JobFile.read(path, options.overrides(), shell.environment());
        } catch (ManifestException refused) {
            new OutstandingPurchases(shell, stop).collect(path, workspace, tokenOption, refused);
            throw JobManifests.withManifest(refused, JobFile.sound(path, options.overrides(), shell.environment()));
        }
    }
}
