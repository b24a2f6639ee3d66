package dev.darkroom.cli;

import dev.darkroom.cli.values.RowChoiceOptions;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.maintenance.RunReviewer;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.results.ShellWord;
import dev.darkroom.review.ReviewImport;
import dev.darkroom.workspace.Workspace;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Takes the decisions that were made in a run's report. */
@Command(
        name = "review",
        description =
                "Records the decisions saved from a run's report and writes beside them redo.csv, a manifest of the"
                        + " rejected rows with new seeds or prompts, and approved.csv. With options that choose rows, decisions on"
                        + " others are left aside.")
final class ReviewCommand implements Callable<Integer> {

    private final CommandShell shell;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id or its output directory.")
    private String run = "";

    @Parameters(
            index = "1",
            paramLabel = "DECISIONS.csv",
            description = "The decisions: columns id and decision (approved or rejected), and note; a note that begins"
                    + " with 'prompt:' is the prompt to try next.")
    private String decisions = "";

    @Mixin
    private RowChoiceOptions rows = new RowChoiceOptions();

    ReviewCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace = LockedWorkspace.openAndReport(shell);
        Path file = shell.workingDirectory().resolve(decisions);
        return LockedWorkspace.briefly(shell, workspace, () -> {
            RunReviewer reviewing =
                    new RunReviewer(InstantSource.system(), JsonMapper.shared(), ModelCatalog.builtIn());
            print(reviewing.take(workspace, run, file, decisions, rows.given().choice()));
            return ExitCode.FINISHED;
        });
    }

    private void print(RunReviewer.ImportedReview reviewed) {
        ReviewImport.ImportedDecisions taken = reviewed.taken();
        taken.warnings().forEach(warning -> shell.err().println(SafeText.line(warning)));
        shell.out()
                .println(SafeText.line(reviewed.run()) + ": " + taken.approved() + " approved, " + taken.rejected()
                        + " rejected, " + taken.unjudged() + " with a picture not judged here");
        shell.out().println("approved: " + shown(taken.approvedFile()));
        shell.out().println("rejected: " + shown(taken.redo()));
        if (taken.rejected() == 0) {
            shell.out().println("nothing is rejected: there is nothing to run again");
            return;
        }
        Path output = reviewed.takenOutput();
        shell.out()
                .println("make them again with: " + SafeText.line(ProgramInvocation.program(shell)) + " run "
                        + shown(reviewed.job())
                        + " --manifest " + shown(taken.redo())
                        + (reviewed.ofSomeRows() ? " --set rows={}" : "")
                        + (output == null ? "" : " --output " + quoted(shell.shownPath(output) + "-{{run}}")));
    }

    private String shown(Path file) {
        return quoted(shell.shownPath(file));
    }

    private static String quoted(String path) {
        return ShellWord.of(SafeText.line(path));
    }
}
