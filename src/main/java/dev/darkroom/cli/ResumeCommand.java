package dev.darkroom.cli;

import dev.darkroom.api.ApiToken;
import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.cli.values.RowStatusConverter;
import dev.darkroom.io.CountText;
import dev.darkroom.io.FailureText;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.job.maintenance.LedgerRebuild;
import dev.darkroom.job.maintenance.ReportWriter;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.manifest.choice.RowChoice;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.runs.LedgerReading;
import dev.darkroom.runs.RecordedJob;
import dev.darkroom.runs.RowFinder;
import dev.darkroom.runs.SharedRecords;
import dev.darkroom.step.RunScope;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Resumes a run from its own copy of job and manifest. */
@Command(
        name = "resume",
        description =
                "Goes on with a run, from its own copy of job and manifest. Refused are --manifest, and whatever would "
                        + "make it another run: another --first, --output or --api than it began with, and by --set another model "
                        + "or input.")
final class ResumeCommand implements Callable<Integer> {

    private final CommandShell shell;
    private final StopSwitch stop;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "The run's id or its output directory; default the newest.")
    private @Nullable String run;

    @Mixin
    private JobOptions options = new JobOptions();

    @Mixin
    private TokenOption tokenOption = new TokenOption();

    @Option(
            names = "--only",
            paramLabel = "STATUS",
            split = ",",
            converter = RowStatusConverter.class,
            completionCandidates = RowStatusConverter.StatusKeywords.class,
            description = "Work on the rows alone that ended so: failed, cancelled and unknown are bought again, "
                    + "timed_out and download_failed are asked for again. Several are separated by commas.")
    private Set<RowStatus> only = new LinkedHashSet<>();

    @Option(
            names = "--rebuild",
            description =
                    "First restore a ledger that is gone or damaged, from the runs' own folders in the workspace.")
    private boolean rebuild;

    @Option(
            names = "--past-stop",
            description =
                    "Go on after a stop by canary, stop-if or stop-if-same, once you have looked at failed.csv, or after a "
                            + "--rebuild that may have forgotten purchases.")
    private boolean pastStop;

    @Option(names = "--yes", description = "Buy without asking, however much it is.")
    private boolean yes;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Start so many workers on this host beside it; for a workspace in PostgreSQL.")
    private int workers;

    ResumeCommand(CommandShell shell, StopSwitch stop) {
        this.shell = shell;
        this.stop = stop;
    }

    @Override
    public Integer call() throws Exception {
        if (options.namesManifest()) {
            throw new UsageException("a run is gone on with from its own copy of the manifest: leave --manifest out, or"
                    + " start another run of it with 'run'");
        }
        Workspace workspace = LockedWorkspace.openAndReport(shell);
        if (rebuild && workspace.isShared()) {
            throw new UsageException(
                    "--rebuild restores the ledger of a workspace on one host from what its runs keep beside"
                            + " it. That of " + workspace.shown()
                            + " is restored from the database's own backup; leave --rebuild out");
        }
        return LockedWorkspace.during(shell, workspace, stop, () -> {
            LedgerRebuild.RebuiltLedger rebuilt = rebuild ? rebuild(workspace) : null;
            if (rebuilt != null && rebuilt.mayForget()) {
                shell.err()
                        .println(
                                "Nothing was bought. Look at the vendor's usage page for requests that no row here has;"
                                        + " until then no run at that service buys anything");
                rebuilt.forgetful().forEach(each -> shell.err().println(waysOn(each)));
                writeResults(workspace);
                return ExitCode.STOPPED;
            }
            RecordedJob recorded = RecordedJob.find(workspace, run, options.overridesOfRun(), JsonMapper.shared());
            RowChoice rows = options.rows().choice();
            if (!rows.isAll()) {
                int found = RowFinder.in(workspace, recorded, rows, JsonMapper.shared())
                        .cardinality();
                shell.err().println("works on " + CountText.of(found, "row") + " of the run alone");
            }
            RunScope chosen = RunScope.only(only).among(rows);
            RunScope scope = pastStop ? chosen.goingPastStop() : chosen;
            if (pastStop && !isStopped(workspace, recorded.run())) {
                shell.err()
                        .println("the run " + recorded.run()
                                + " is not kept shut by a stop: --past-stop changes nothing");
            }
            TokenDestination destination = TokenDestination.of(recorded.job(), shell);
            boolean onlyRestored = rebuild && isFinished(workspace, recorded.run());
            ApiToken token = tokenOption.token(destination, shell);
            RunExecution execution =
                    new RunExecution(shell, stop, RepeatedOptions.toResume(options, tokenOption, destination));
            int code = LocalWorkers.during(
                    workers,
                    workspace,
                    RepeatedOptions.toRun(options, tokenOption, destination).again(),
                    shell,
                    () -> execution.resume(recorded, workspace, token, scope, yes));
            if (onlyRestored) {
                writeResults(workspace);
            }
            return code;
        });
    }

    private static String waysOn(LedgerRebuild.ForgetfulRun run) {
        String past = "'resume --past-stop " + run.id() + "' ";
        return run.finished()
                ? past + "says that you have looked; the run " + run.id() + " is finished and has nothing more to buy"
                : past + "goes on with the run " + run.id() + " and buys its pending rows, 'cancel " + run.id()
                        + "' ends it without";
    }

    /** Writes the results of what is known after all, as every end does; the command's outcome is another matter. */
    private void writeResults(Workspace workspace) {
        try {
            ReportWriter.WrittenReport report = new ReportWriter(
                            InstantSource.system(), JsonMapper.shared(), ModelCatalog.builtIn())
                    .write(workspace, run, ReportWriter.ReportOptions.NONE, true);
            shell.err().println("results as far as they are known are in " + BucketLocation.shown(report.output()));
        } catch (IOException | RuntimeException e) {
            shell.err().println(SafeText.line("the results could not be written: " + FailureText.of(e)));
        }
    }

    private static boolean isFinished(Workspace workspace, String run) throws IOException {
        JsonMapper json = JsonMapper.shared();
        return LedgerReading.read(
                workspace,
                true,
                json,
                database -> new RunStore(database.dataSource(), json)
                        .find(run)
                        .filter(found -> found.state() == RunRecord.RunState.FINISHED)
                        .isPresent());
    }

    private static boolean isStopped(Workspace workspace, String run) throws IOException {
        JsonMapper json = JsonMapper.shared();
        return LedgerReading.read(
                workspace,
                true,
                json,
                database -> SharedRecords.stop(workspace, database.dataSource(), run, json, InstantSource.system())
                        .standing()
                        .isPresent());
    }

    private LedgerRebuild.RebuiltLedger rebuild(Workspace workspace) throws IOException, InterruptedException {
        LedgerRebuild.RebuiltLedger rebuilt = new LedgerRebuild(
                        InstantSource.system(), JsonMapper.shared(), ModelCatalog.builtIn())
                .rebuild(workspace);
        String old = rebuilt.old() == null ? "" : "; the one that was there is now " + rebuilt.old();
        shell.err()
                .println("restored the ledger: " + CountText.of(rebuilt.runs(), "run") + ", "
                        + CountText.of(rebuilt.rows(), "row") + ", "
                        + CountText.of(rebuilt.events(), "recorded event") + old);
        rebuilt.findings().forEach(finding -> shell.err().println(finding));
        return rebuilt;
    }
}
