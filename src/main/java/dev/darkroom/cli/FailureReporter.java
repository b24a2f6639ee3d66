package dev.darkroom.cli;

import dev.darkroom.bucket.BucketException;
import dev.darkroom.cli.shell.UsageException;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.FailureText;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.maintenance.SettlementException;
import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.database.NewerLedgerException;
import dev.darkroom.ledger.rows.UnusableLedgerException;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.publish.UnusableDestinationException;
import dev.darkroom.results.UnknownColumnException;
import dev.darkroom.runs.NoSuchRunException;
import dev.darkroom.workspace.DatabaseAwayException;
import dev.darkroom.workspace.DatabaseFailure;
import dev.darkroom.workspace.WorkspaceException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what a command threw into lines on the error stream and an exit code. */
final class FailureReporter {

    private final PrintWriter err;
    private final boolean debug;

    /** @param debug whether stack traces are shown */
    FailureReporter(PrintWriter err, boolean debug) {
        this.err = err;
        this.debug = debug;
    }

    int report(Throwable failure) {
        if (debug) {
            trace(failure);
        }
        Throwable mendable = mendable(failure);
        if (mendable instanceof ManifestException unusable) {
            unusable.problems().forEach(problem -> err.println(SafeText.line(problem.toString())));
            return ExitCode.USAGE;
        }
        if (mendable != null) {
            err.println(SafeText.line(String.valueOf(mendable.getMessage())));
            return ExitCode.USAGE;
        }
        if (DiskFull.isCauseOf(failure)) {
            String where = DiskFull.place(failure).map(place -> " for " + place).orElse("");
            err.println(SafeText.line("no space is left" + where
                    + ": a disk is full, or a quota is used up. Make room, then start the same command again"));
            return ExitCode.STOPPED;
        }
        Optional<BucketException> bucket = BucketException.in(failure);
        if (bucket.isPresent()) {
            err.println(SafeText.line(String.valueOf(bucket.get().getMessage())));
            return bucket.get().kind() == BucketException.BucketFailure.AWAY ? ExitCode.STOPPED : ExitCode.USAGE;
        }
        if (LedgerEngine.isAway(failure)) {
            err.println(SafeText.line(away(failure)));
            return ExitCode.STOPPED;
        }
        String hint = debug ? "" : " (run again with --debug for the stack trace)";
        boolean foreseen = FailureText.known(failure).isPresent();
        err.println("darkroom failed" + (foreseen ? ": " : ", which is a defect of the program: ")
                + SafeText.line(FailureText.of(failure)) + hint);
        return ExitCode.DEFECT;
    }

    /** Returns what is the user's to mend, also where a library has wrapped it; null if nothing is. */
    private static @Nullable Throwable mendable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ManifestException
                    || cause instanceof UsageException
                    || cause instanceof NoSuchRunException
                    || cause instanceof SettlementException
                    || cause instanceof NewerLedgerException
                    || cause instanceof UnusableLedgerException
                    || cause instanceof WorkspaceException
                    || cause instanceof UnknownColumnException
                    || cause instanceof UnusableDestinationException) {
                return cause;
            }
        }
        return null;
    }

    private static String away(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseAwayException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return "the workspace's database cannot be reached any more: " + DatabaseFailure.message(failure)
                + ". What was answered is kept: start the same command again once it is back";
    }

    /** Prints the stack trace line by line, since the messages in it are as much others' as any. */
    private void trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        trace.toString().lines().forEach(line -> err.println(SafeText.line(line.replace("\t", "    "))));
    }
}
