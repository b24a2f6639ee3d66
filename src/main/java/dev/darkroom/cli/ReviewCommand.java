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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    /** More than that nobody reads on a terminal. */
    private static final int MAX_CONFLICTS = 20;

    private final CommandShell shell;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id or its output directory.")
    private String run = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "DECISIONS.csv",
            description =
                    "The decisions, of one file or of several people's: columns id and decision (approved, rejected"
                            + " or withdrawn), and note, reviewer, reviewed_at; a note that begins with 'prompt:' is the prompt to"
                            + " try next.")
    private List<String> decisions = new ArrayList<>();

    @Option(
            names = "--reviewer",
            paramLabel = "NAME",
            description = "Who decided, in files that have no column reviewer.")
    private String reviewer = "";

    @Mixin
    private RowChoiceOptions rows = new RowChoiceOptions();

    ReviewCommand(CommandShell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace = LockedWorkspace.openAndReport(shell);
        Map<String, Path> files = new LinkedHashMap<>();
        decisions.forEach(name -> files.put(name, shell.workingDirectory().resolve(name)));
        return LockedWorkspace.briefly(shell, workspace, () -> {
            RunReviewer reviewing =
                    new RunReviewer(InstantSource.system(), JsonMapper.shared(), ModelCatalog.builtIn());
            return print(reviewing.take(
                    workspace, run, files, reviewer.strip(), rows.given().choice()));
        });
    }

    private int print(RunReviewer.ImportedReview reviewed) {
        ReviewImport.ImportedDecisions taken = reviewed.taken();
        taken.warnings().forEach(warning -> shell.err().println(SafeText.line(warning)));
        reviewed.untold().forEach(warning -> shell.err().println(SafeText.line(warning)));
        shell.out()
                .println(SafeText.line(reviewed.run()) + ": " + taken.approved() + " approved, " + taken.rejected()
                        + " rejected, " + (taken.withdrawn() == 0 ? "" : taken.withdrawn() + " withdrawn, ")
                        + taken.unjudged() + " with a picture not judged here");
        printConflicts(taken);
        printFiles(reviewed, taken);
        return taken.conflicts().open() == 0 ? ExitCode.FINISHED : ExitCode.USAGE;
    }

    private void printConflicts(ReviewImport.ImportedDecisions taken) {
        List<String> messages = taken.conflicts().messages();
        messages.stream()
                .limit(MAX_CONFLICTS)
                .forEach(message -> shell.err().println("conflict: " + SafeText.line(message)));
        if (messages.size() > MAX_CONFLICTS) {
            shell.err().println("and " + (messages.size() - MAX_CONFLICTS) + " more");
        }
        if (!messages.isEmpty()) {
            Path file = taken.redo().resolveSibling("conflicts.csv");
            shell.out().println("conflicts: " + messages.size() + ", in " + shown(file));
        }
        if (taken.conflicts().open() > 0) {
            shell.err()
                    .println(taken.conflicts().open()
                            + " of them are not decided by the job's review.overrule, and those"
                            + " rows stay as they were: agree, and save the decisions again");
        }
    }

    private void printFiles(RunReviewer.ImportedReview reviewed, ReviewImport.ImportedDecisions taken) {
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
