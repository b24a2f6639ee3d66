package dev.darkroom.cli;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.shell.ProgramInvocation;
import dev.darkroom.cli.values.DurationConverter;
import dev.darkroom.io.CountText;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.maintenance.RunPruner;
import dev.darkroom.results.ShellWord;
import dev.darkroom.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Deletes older runs. */
@Command(
        name = "prune",
        description = "Deletes runs that ended longer ago, with their pictures, reports and records, and copies of the "
                + "ledger that an upgrade made longer ago; never a run with a paid row that is not settled, and never a "
                + "file that Darkroom did not write.")
final class PruneCommand implements Callable<Integer> {

    private final CommandShell shell;

    @Option(
            names = "--keep",
            required = true,
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long runs are kept after their end, such as 30d.")
    private Duration keep = Duration.ZERO;

    PruneCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace = LockedWorkspace.openAndReport(shell);
        return LockedWorkspace.briefly(shell, workspace, () -> {
            RunPruner pruning = new RunPruner(InstantSource.system(), JsonMapper.shared());
            List<RunPruner.PrunedRun> runs = pruning.prune(workspace, keep);
            runs.forEach(run -> shell.out().println(SafeText.line(message(run))));
            List<Path> ledgers = pruning.pruneEarlierLedgers(workspace, keep);
            for (Path ledger : ledgers) {
                shell.out().println("deleted " + shell.shownPath(ledger) + ", the ledger as it was before an upgrade");
            }
            if (runs.isEmpty() && ledgers.isEmpty()) {
                shell.out().println("no run is that old: nothing was deleted");
            }
            return ExitCode.FINISHED;
        });
    }

    private String shown(Path output) {
        return BucketLocation.of(output).map(BucketLocation::toString).orElseGet(() -> shell.shownPath(output));
    }

    private String message(RunPruner.PrunedRun run) {
        String why = run.kept();
        if (why != null) {
            return "kept " + run.run() + ": " + why + "; see: " + ProgramInvocation.program(shell) + " status "
                    + ShellWord.of(run.run());
        }
        String deleted =
                String.format(Locale.ROOT, "deleted %s: %,d files, %,d bytes", run.run(), run.files(), run.bytes());
        if (run.pending() > 0) {
            deleted += "; it was not finished, and " + CountText.of(run.pending(), "row")
                    + " of it had not been bought yet: 'run' with the job's file buys "
                    + (run.pending() == 1 ? "it" : "them") + " in a new run";
        }
        return run.directoryGone()
                ? deleted
                : deleted + "; " + shown(run.output()) + " stays, it holds files of your own";
    }
}
