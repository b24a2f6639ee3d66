package dev.darkroom.cli.shell;

import dev.darkroom.cli.terminal.JsonLines;
import dev.darkroom.cli.terminal.LogFormat;
import dev.darkroom.cli.terminal.SafeWriter;
import dev.darkroom.cli.terminal.TerminalCapabilities;
import dev.darkroom.cli.terminal.TerminalScreen;
import dev.darkroom.cli.terminal.TerminalStreams;
import dev.darkroom.monitoring.JsonLog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The surroundings that a command is started in. Whatever is printed through it is harmless for a terminal.
 *
 * @param out for the result, so that it can be piped
 * @param err for errors, logs and progress
 * @param environment the environment variables
 * @param workingDirectory what relative paths on the command line are relative to; may itself be relative
 * @param terminal whether a person reads along and can answer
 * @param screen the terminal behind {@code err}; null if there is none, or none that could write over a line
 * @param json what turns the lines of {@code err} into JSON; null if they stay text
 * @param outColumns the width of the terminal behind {@code out}; null if there is none
 */
public record CommandShell(
        PrintWriter out,
        PrintWriter err,
        Map<String, String> environment,
        Path workingDirectory,
        boolean terminal,
        @Nullable TerminalScreen screen,
        @Nullable JsonLines json,
        @Nullable Integer outColumns) {

    public CommandShell {
        out = SafeWriter.before(Objects.requireNonNull(out, "out is null"));
        err = SafeWriter.before(Objects.requireNonNull(err, "err is null"));
        environment = Map.copyOf(environment);
        Objects.requireNonNull(workingDirectory, "workingDirectory is null");
    }

    /** Makes a shell that shows no live line. */
    public CommandShell(
            PrintWriter out,
            PrintWriter err,
            Map<String, String> environment,
            Path workingDirectory,
            boolean terminal) {
        this(out, err, environment, workingDirectory, terminal, null, null, null);
    }

    /**
     * Returns the shell of this process; from now on {@link System#err} writes through it too. Streams are in the
     * terminal's own charset; piped ones in UTF-8, like all our files.
     *
     * @param format what the error stream holds
     */
    public static CommandShell ofProcess(LogFormat format) {
        Map<String, String> environment = System.getenv();
        TerminalStreams terminal = new TerminalStreams(environment);
        boolean outShown = TerminalStreams.console() != null;
        Charset outCharset = charset(outShown, "stdout");
        Integer outColumns = outShown ? terminal.columns() : null;
        PrintWriter out = new PrintWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), outCharset));
        OutputStream raw = new FileOutputStream(FileDescriptor.err);
        boolean shown = terminal.shows();
        Charset charset = charset(shown, "stderr");
        if (format == LogFormat.JSON) {
            JsonLines json = new JsonLines(raw, InstantSource.system());
            JsonLog.install(raw);
            System.setErr(new PrintStream(json.bytes(), true, StandardCharsets.UTF_8));
            return new CommandShell(
                    out, new PrintWriter(json, true), environment, Path.of(""), false, null, json, outColumns);
        }
        TerminalCapabilities capabilities = TerminalCapabilities.of(environment, charset, Locale.getDefault());
        TerminalScreen screen =
                shown && capabilities.live() ? new TerminalScreen(raw, charset, capabilities, terminal::columns) : null;
        if (screen != null) {
            terminal.follow();
        }
        OutputStream lines = screen == null ? raw : screen.lines();
        System.setErr(new PrintStream(lines, true, charset));
        PrintWriter err = new PrintWriter(new OutputStreamWriter(lines, charset), true);
        return new CommandShell(out, err, environment, Path.of(""), terminal.answers(), screen, null, outColumns);
    }

    /** Returns the writer for the reason of a command's failure. */
    public PrintWriter failures() {
        return json == null ? err : SafeWriter.before(new PrintWriter(json.failures(), true));
    }

    /** Returns a file as the user would name it here: relative to the working directory where that is shorter. */
    public String shownPath(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path from = workingDirectory.toAbsolutePath().normalize();
        if (!from.startsWith(absolute.getRoot())) {
            return absolute.toString();
        }
        String relative = from.relativize(absolute).toString();
        return relative.length() < absolute.toString().length() ? relative : absolute.toString();
    }

    /** Finds a stream's charset, which the JDK tells from version 19 on; 17 knows it under another name. */
    private static Charset charset(boolean terminal, String stream) {
        if (!terminal) {
            return StandardCharsets.UTF_8;
        }
        String name = System.getProperty(stream + ".encoding", System.getProperty("sun." + stream + ".encoding"));
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
    }
}
