package dev.darkroom.cli;

import java.io.Console;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What this process's streams are connected to. The JDK knows of a console only where both input and output are one, and
 * neither its width nor anything of the error stream; so the system's own {@code test} and {@code stty} are asked, which
 * takes a few milliseconds. Where they are missing, as on Windows, the JDK's word counts.
 */
final class Terminal {

    private static final String ASK = "test -t 0 && echo input; test -t 2 && echo error; stty size <&2 2>/dev/null";
    private static final Pattern SIZE = Pattern.compile("(?m)^\\d+ (\\d+)$");
    private static final int USUAL_COLUMNS = 80;
    private static final int FEWEST_COLUMNS = 10;
    private static final long PATIENCE_MILLIS = 1_000;

    private final Map<String, String> environment;

    Terminal(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Whether a person reads along on the error stream. */
    boolean shows() {
        String answer = ask();
        return answer == null ? console() != null : answer.contains("error");
    }

    /** Whether a person reads along and can answer. */
    boolean answers() {
        String answer = ask();
        return answer == null ? console() != null : answer.contains("error") && answer.contains("input");
    }

    /** The width at this moment. */
    int columns() {
        String answer = ask();
        OptionalInt real = answer == null ? OptionalInt.empty() : size(answer);
        return real.orElseGet(() -> columns(environment.getOrDefault("COLUMNS", "")));
    }

    static OptionalInt size(String answer) {
        Matcher size = SIZE.matcher(answer);
        if (!size.find()) {
            return OptionalInt.empty();
        }
        // A serial line does not know its size and says nought.
        int columns = Integer.parseInt(size.group(1));
        return columns < FEWEST_COLUMNS ? OptionalInt.empty() : OptionalInt.of(columns);
    }

    static int columns(String named) {
        return named.matches("[1-9]\\d{1,3}") ? Integer.parseInt(named) : USUAL_COLUMNS;
    }

    private static @Nullable String ask() {
        try {
            Process sh = new ProcessBuilder("sh", "-c", ASK)
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.INHERIT)
                    .start();
            String answer = new String(sh.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return sh.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) ? answer : null;
        } catch (IOException absent) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** The JDK's console. From Java 22 on there is one without a terminal too, and a method that tells. */
    static @Nullable Console console() {
        return withTerminal(System.console());
    }

    private static @Nullable Console withTerminal(@Nullable Console console) {
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
