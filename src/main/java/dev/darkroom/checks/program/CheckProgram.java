package dev.darkroom.checks.program;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A program of the user's that looks at finished pictures.
 *
 * @param command the program and its arguments, in which {@value #FILE} and {@value #SOURCE} stand for the two pictures'
 *     files; empty for none
 * @param timeout how long it may take for a picture
 */
public record CheckProgram(List<String> command, Duration timeout) {

    /** Stands for the picture's file. */
    public static final String FILE = "{{file}}";

    /** Stands for the file of its source. */
    public static final String SOURCE = "{{source}}";

    /** No program. */
    public static final CheckProgram NONE = new CheckProgram(List.of(), Duration.ZERO);

    public CheckProgram {
        command = List.copyOf(command);
    }

    /** Returns whether there is one. */
    public boolean isGiven() {
        return !command.isEmpty();
    }

    /** Returns the command for two files. No shell reads it, so that nothing in a name needs quoting. */
    List<String> commandFor(Path file, Path source) {
        String picture = file.toAbsolutePath().toString();
        String original = source.toAbsolutePath().toString();
        return command.stream()
                .map(word -> word.equals(FILE) ? picture : word.equals(SOURCE) ? original : word)
                .toList();
    }
}
