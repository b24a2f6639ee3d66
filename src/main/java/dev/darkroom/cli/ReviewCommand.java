package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.values.RowChoiceOptions;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.StopSwitch;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Takes the decisions that were made in a run's report. */
@Command(
        name = "review",
        description =
                "Records the decisions saved from a run's report and writes beside them redo.csv, a manifest of the"
                        + " rejected rows with new seeds or prompts, and approved.csv. With options that choose rows, decisions on"
                        + " others are left aside. With --serve it takes them from the page while they are made.")
final class ReviewCommand implements Callable<Integer> {

    /** More than that nobody reads on a terminal. */
    private static final int MAX_CONFLICTS = 20;

    private static final int MAX_PORT = 65_535;

    private final CommandShell shell;
    private final StopSwitch stop;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id or its output directory.")
    private String run = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "DECISIONS.csv",
            description =
                    "The decisions, of one file or of several people's: columns id and decision (approved, rejected"
                            + " or withdrawn), and note, reviewer, reviewed_at; a note that begins with 'prompt:' is the prompt to"
                            + " try next.")
    private List<String> decisions = new ArrayList<>();

    @Option(
            names = "--reviewer",
            paramLabel = "NAME",
            description = "Who decided, in files that have no column reviewer and on a page that gives no name.")
    private String reviewer = "";

    @Option(
            names = "--serve",
            description =
                    "Serves the run's page on this host alone, and keeps each decision in the ledger as it is made,"
                            + " until it is stopped.")
    private boolean serve;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port that --serve listens at; default 0, any that is free.")
    private @Nullable Integer port;

    @Mixin
    private RowChoiceOptions rows = new RowChoiceOptions();

    ReviewCommand(CommandShell shell, StopSwitch stop) {
        this.shell = shell;
        this.stop = stop;
    }

    @Override
    public Integer call() throws Exception {
        check();
        Workspace workspace = LockedWorkspace.openAndReport(shell);
        if (serve) {
            return new ReviewServing(shell, stop, workspace).serve(run, port == null ? 0 : port, reviewer.strip());
        }
        Map<String, Path> files = new LinkedHashMap<>();
        decisions.forEach(name -> files.put(name, shell.workingDirectory().resolve(name)));
        return LockedWorkspace.briefly(shell, workspace, () -> {
            RunReviewer reviewing =
                    new RunReviewer(InstantSource.system(), JsonMapper.shared(), ModelCatalog.builtIn());
            return print(reviewing.take(
                    workspace, run, files, reviewer.strip(), rows.given().choice()));
        });
    }

    private void check() {
        if (!serve && decisions.isEmpty()) {
            throw refused("Missing required parameter: 'DECISIONS.csv', or --serve to decide on the page");
        }
        if (serve && (!decisions.isEmpty() || !rows.given().choice().isAll())) {
            throw refused("--serve takes the decisions of the page, on all rows: leave the files and the options that"
                    + " choose rows out");
        }
        if (!serve && port != null) {
            throw refused("--port is for --serve");
        }
        if (port != null && (port < 0 || port > MAX_PORT)) {
            throw refused("There is no port " + port + "; give --port a number from 1 to " + MAX_PORT
                    + ", or 0 for any that is free");
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
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
        new RedoHint(shell)
                .print(
                        taken.approvedFile(),
                        taken.redo(),
                        taken.rejected(),
                        reviewed.job(),
                        reviewed.ofSomeRows(),
                        reviewed.takenOutput());
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

    private String shown(Path file) {
        return ShellWord.of(SafeText.line(shell.shownPath(file)));
    }
}
