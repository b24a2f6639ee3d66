package dev.darkroom.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a command is started in. Whatever is printed through it is harmless for a terminal.
 *
 * @param out for what was asked for, so that it can be piped
 * @param err for errors, logs and progress
 * @param environment the environment variables
 * @param workingDirectory what relative paths on the command line are relative to; may itself be relative
 * @param terminal whether a person reads along and can be asked
 */
public record Shell(
        PrintWriter out, PrintWriter err, Map<String, String> environment, Path workingDirectory, boolean terminal) {

    public Shell {
        out = SafeWriter.before(Objects.requireNonNull(out, "out is null"));
        err = SafeWriter.before(Objects.requireNonNull(err, "err is null"));
        environment = Map.copyOf(environment);
        Objects.requireNonNull(workingDirectory, "workingDirectory is null");
    }

    /** That of this process. Streams are in the terminal's own charset; piped ones in UTF-8, like all our files. */
    public static Shell ofProcess() {
        Console console = terminalOf(System.console());
        Charset charset = console == null ? StandardCharsets.UTF_8 : console.charset();
        return new Shell(
                writer(FileDescriptor.out, charset),
                writer(FileDescriptor.err, charset),
                System.getenv(),
                Path.of(""),
                console != null);
    }

    /** A file as the user would name it here: relative to the working directory where that is shorter. */
    String shownPath(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path from = workingDirectory.toAbsolutePath().normalize();
        if (!from.startsWith(absolute.getRoot())) {
            return absolute.toString();
        }
        String relative = from.relativize(absolute).toString();
        return relative.length() < absolute.toString().length() ? relative : absolute.toString();
    }

    private static PrintWriter writer(FileDescriptor stream, Charset charset) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), charset), true);
    }

    /** From Java 22 on there is a console without a terminal too, and a method that tells. */
    private static @Nullable Console terminalOf(@Nullable Console console) {
        if (console == null) {
            return null;
        }
        try {
            Object isTerminal = Console.class.getMethod("isTerminal").invoke(console);
            return Boolean.TRUE.equals(isTerminal) ? console : null;
        } catch (NoSuchMethodException before22) {
            return console;
        } catch (IllegalAccessException | InvocationTargetException unknown) {
            return null;
        }
    }
}
