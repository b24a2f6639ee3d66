package dev.darkroom.checks.program;

import dev.darkroom.io.FailureText;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a program to its end, within bounds of time and output. It gets nothing on its standard input, and of the process's
 * variables only those that programs need to start, since among the others are tokens and passwords.
 */
final class ProgramProcess {

    /** The most bytes that are read of what it prints. */
    static final int MAX_OUTPUT = 65_536;

    /** How long to wait for the end of its output once it has ended itself; a child of its may hold that open. */
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);

    private static final Set<String> VARIABLES = Set.of(
            "PATH",
            "PATHEXT",
            "HOME",
            "USER",
            "LOGNAME",
            "USERPROFILE",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "TMPDIR",
            "TEMP",
            "TMP",
            "SYSTEMROOT",
            "WINDIR",
            "COMSPEC");

    private ProgramProcess() {}

    /**
     * Returns what the program printed.
     *
     * @throws ProgramException if it cannot be started, ends with another exit code than 0, takes too long or prints too much;
     *     it and its children are ended then
     * @throws InterruptedException if the thread is interrupted; likewise
     */
    static String run(List<String> command, Duration timeout) throws ProgramException, InterruptedException {
        Process process = start(command);
        try {
            CompletableFuture<byte[]> output = reading(process);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProgramException("it took longer than " + timeout.toSeconds() + " s, and was ended");
            }
            byte[] bytes = output.get(LAST_OUTPUT.toMillis(), TimeUnit.MILLISECONDS);
            if (bytes.length > MAX_OUTPUT) {
                throw new ProgramException("it printed more than " + MAX_OUTPUT / 1024 + " KB");
            }
            if (process.exitValue() != 0) {
                throw new ProgramException("it ended with exit code " + process.exitValue());
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (TimeoutException stillOpen) {
            throw new ProgramException("it ended, but something it started still holds its output");
        } catch (ExecutionException unread) {
            throw new ProgramException("its output could not be read: " + FailureText.of(unread));
        } finally {
            end(process);
        }
    }

    private static Process start(List<String> command) throws ProgramException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> !VARIABLES.contains(name.toUpperCase(Locale.ROOT)));
        builder.redirectInput(Redirect.from(new File(File.separatorChar == '/' ? "/dev/null" : "NUL")));
        builder.redirectError(Redirect.DISCARD);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ProgramException("it cannot be started: " + FailureText.of(e));
        }
    }

    /** Reads one byte more than may be printed, and ends what goes on: it would wait for a reader for ever. */
    private static CompletableFuture<byte[]> reading(Process process) {
        CompletableFuture<byte[]> output = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try (InputStream printed = process.getInputStream()) {
                        byte[] bytes = printed.readNBytes(MAX_OUTPUT + 1);
                        output.complete(bytes);
                        if (bytes.length > MAX_OUTPUT) {
                            end(process);
                        }
                    } catch (IOException | UncheckedIOException e) {
                        output.completeExceptionally(e);
                    }
                },
                "check-program");
        reader.setDaemon(true);
        reader.start();
        return output;
    }

    /** Ends the children first: one whose parent has ended is not known as its child any more. */
    private static void end(Process process) {
        if (process.isAlive()) {
            process.descendants().toList().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Says what became of a program that told nothing; its message continues after a colon. */
    static final class ProgramException extends Exception {

        private static final long serialVersionUID = 1;

        private final String message;

        ProgramException(String message) {
            super(message);
            this.message = message;
        }

        String message() {
            return message;
        }
    }
}
