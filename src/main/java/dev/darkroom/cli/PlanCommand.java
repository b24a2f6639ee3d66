package dev.darkroom.cli;

import dev.darkroom.cli.output.JsonOutput;
import dev.darkroom.cli.output.PlanDocument;
import dev.darkroom.cli.output.PlanText;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.shell.ProgressLine;
import dev.darkroom.cli.shell.SourceLookProgress;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.JobManifests;
import dev.darkroom.job.JobPlanner;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.plan.RunPlan;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Tells what a run of a job would do; submits nothing. */
@Command(
        name = "plan",
        description =
                "Tells what a run of the job would do: rows, duplicates, reusable ones and why others are not, requests"
                        + " to buy, cost, and the least time. Buys nothing, and works beside a running run.")
final class PlanCommand implements Callable<Integer> {

    private final CommandShell shell;

    @Parameters(paramLabel = "JOB.yaml", description = "The job file.")
    private Path file = Path.of("");

    @Mixin
    private JobOptions options = new JobOptions();

    @Mixin
    private TokenOption tokenOption = new TokenOption();

    @Option(names = "--new", description = "Plan another run in any case.")
    private boolean startNew;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    PlanCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace = LockedWorkspace.openAndReport(
                shell, options.database(shell.workingDirectory().resolve(file)));
        JobSpec job = job(shell.workingDirectory().resolve(file));
        JobPlanner planner = new JobPlanner(
                InstantSource.system(),
                JsonMapper.shared(),
                ModelCatalog.builtIn(),
                new SourceLookProgress(new ProgressLine(shell), MonotonicClock.system()));
        RunPlan plan = planner.plan(
                job,
                workspace,
                tokenOption.find(TokenDestination.of(job, shell), shell).orElse(null),
                startNew);
        if (json) {
            JsonOutput.print(PlanDocument.of(plan), shell.out());
        } else {
            PlanText.lines(plan).forEach(shell.out()::println);
        }
        return ExitCode.FINISHED;
    }

    private JobSpec job(Path path) throws IOException {
        try {
            return JobFile.read(path, options.overrides(), shell.environment());
        } catch (ManifestException refused) {
            throw JobManifests.withManifest(refused, JobFile.sound(path, options.overrides(), shell.environment()));
        }
    }
}
