package dev.darkroom.cli;

import dev.darkroom.cli.shell.CommandShell;
import dev.darkroom.cli.shell.LockedWorkspace;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.StopSwitch;
import dev.darkroom.job.maintenance.ServedReview;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.review.server.ReviewServer;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.net.BindException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Serves a run's page until it is stopped, holding the workspace for moments only. */
final class ReviewServing {

    private static final long POLL_MILLIS = 100;

    private final CommandShell shell;
    private final StopSwitch stop;
    private final Workspace workspace;

    ReviewServing(CommandShell shell, StopSwitch stop, Workspace workspace) {
        this.shell = shell;
        this.stop = stop;
        this.workspace = workspace;
    }

    /**
     * Serves it; returns the exit code.
     *
     * @param wanted the run's id or output directory
     * @param reviewer who decides where the page does not say it; empty if that is not known
     */
    int serve(String wanted, int port, String reviewer) throws Exception {
        ServedReview review = new ServedReview(
                workspace, InstantSource.system(), JsonMapper.shared(), ModelCatalog.builtIn(), wanted);
        shell.err().println("writing results and page as the ledger tells them");
        List<ServedReview.ServedRun> begun = new ArrayList<>();
        int held = LockedWorkspace.briefly(shell, workspace, () -> {
            begun.add(review.begin());
            return ExitCode.FINISHED;
        });
        if (begun.isEmpty()) {
            return held;
        }
        ServedReview.ServedRun run = begun.get(0);
        warn(run.untold());
        try (ReviewServer server = open(port, run, reviewer, review)) {
            stop.beginsUnhurried();
            shell.out().println(server.address());
            shell.out().flush();
            shell.err()
                    .println("The page of " + SafeText.line(run.run())
                            + " is served to whoever has this address, on this host alone; Ctrl-C ends it.");
            shell.err().flush();
            awaitStop();
        }
        shell.err()
                .println("writing results and page, approved.csv and redo.csv; another Ctrl-C leaves them out, and the"
                        + " verdicts are recorded all the same");
        int ended = LockedWorkspace.briefly(shell, workspace, () -> end(review));
        if (ended == ExitCode.WORKSPACE_HELD) {
            shell.err()
                    .println("All decisions that the page shows as saved are recorded; 'report' writes results and page"
                            + " with them, and another 'review --serve' the files too");
        }
        return ended;
    }

    private void awaitStop() {
        try {
            while (!stop.isRequested()) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException stopped) {
            // The end is the same as by a signal.
        }
    }

    private ReviewServer open(int port, ServedReview.ServedRun run, String reviewer, ServedReview review)
            throws IOException {
        try {
            return ReviewServer.open(
                    port,
                    run.output(),
                    run.pictures(),
                    reviewer,
                    sent -> LockedWorkspace.ifFree(workspace, () -> review.record(sent)),
                    JsonMapper.shared(),
                    failure -> shell.err().println(SafeText.line(failure)));
        } catch (BindException taken) {
            throw new UsageException("Port " + port + " is taken; give another with --port, or 0 for any that is free");
        }
    }

    private int end(ServedReview review) throws IOException {
        ServedReview.EndedReview ended = review.end(shell.workingDirectory());
        warn(ended.warnings());
        shell.out()
                .println(SafeText.line(ended.run()) + ": " + ended.written().approved() + " approved, "
                        + ended.written().rejected() + " rejected");
        new RedoHint(shell)
                .print(
                        ended.written().approvedFile(),
                        ended.written().redo(),
                        ended.written().rejected(),
                        ended.job(),
                        ended.ofSomeRows(),
                        ended.takenOutput());
        return ExitCode.FINISHED;
    }

    private void warn(List<String> warnings) {
        warnings.forEach(warning -> shell.err().println(SafeText.line(warning)));
    }
}
