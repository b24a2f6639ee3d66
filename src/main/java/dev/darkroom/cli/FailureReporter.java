package dev.darkroom.cli;

import dev.darkroom.io.DiskFull;
import dev.darkroom.io.SafeText;
import dev.darkroom.job.ExitCode;
import dev.darkroom.job.maintenance.SettlementException;
import dev.darkroom.ledger.database.NewerLedgerException;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.results.UnknownColumnException;
import dev.darkroom.runs.NoSuchRunException;
import dev.darkroom.workspace.WorkspaceException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

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
        if (failure instanceof ManifestException unusable) {
            unusable.problems().forEach(problem -> err.println(SafeText.line(problem.toString())));
            return ExitCode.USAGE;
        }
        if (failure instanceof UsageException
                || failure instanceof NoSuchRunException
                || failure instanceof SettlementException
                || failure instanceof NewerLedgerException
                || failure instanceof WorkspaceException
                || failure instanceof UnknownColumnException) {
            err.println(SafeText.line(String.valueOf(failure.getMessage())));
            return ExitCode.USAGE;
        }
        if (DiskFull.isCauseOf(failure)) {
            String where = DiskFull.place(failure).map(place -> " for " + place).orElse("");
            err.println(SafeText.line("no space is left" + where
                    + ": a disk is full, or a quota is used up. Make room, then start the same command again"));
            return ExitCode.STOPPED;
        }
        String hint = debug ? "" : " (run again with --debug for the stack trace)";
        err.println("darkroom failed: " + SafeText.line(message(failure)) + hint);
        return ExitCode.DEFECT;
    }

    /** Prints the stack trace line by line, since the messages in it are as much others' as any. */
    private void trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        trace.toString().lines().forEach(line -> err.println(SafeText.line(line.replace("\t", "    "))));
    }

    /**
     * Returns the message of our own exceptions, which say all in it; others need their kind: a file system's message
     * is often the path alone.
     */
    private static String message(Throwable failure) {
        Throwable cause = failure.getCause();
        Throwable shown = failure instanceof UncheckedIOException && cause != null ? cause : failure;
        String message = shown.getMessage();
        String kind = shown.getClass().getSimpleName();
        if (message == null || message.isBlank()) {
            return kind;
        }
        return shown.getClass().getName().startsWith("dev.darkroom.") ? message : kind + ": " + message;
    }
}
