package dev.darkroom.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what this process's streams are connected to. The JDK knows of a console only where both input and output are
 * one, and neither its width nor anything of the error stream; so the system's own {@code test} and {@code stty} are
 * called: once, unless the launcher did, and again when the system says that the window changed. Where they are missing, as on Windows, the
 * JDK's word counts. Thread-safe: nobody waits for the system's answer but the first who needs it.
 */
public final class TerminalStreams {

    /** Names the property by which the launcher says what {@link #ASK} would answer; empty where it answers nothing. */
    private static final String TOLD = "darkroom.terminal";

    private static final String ASK = "test -t 0 && echo input; test -t 2 && echo error; stty size <&2 2>/dev/null";
    private static final Pattern SIZE = Pattern.compile("(?m)^\\d+ (\\d+)$");
    private static final int DEFAULT_COLUMNS = 80;
    private static final int MIN_COLUMNS = 10;
    private static final long TIMEOUT_MILLIS = 1_000;

    private final Map<String, String> environment;
    private final Supplier<@Nullable String> system;
    private final @Nullable String first;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile int columns;

    public TerminalStreams(Map<String, String> environment) {
        this(environment, System.getProperty(TOLD), TerminalStreams::askTerminal);
    }

    /** @param system returns a line {@code input}, {@code error} and the size; null where there is no such system */
    public TerminalStreams(Map<String, String> environment, Supplier<@Nullable String> system) {
        this(environment, null, system);
    }

    /** @param told what the system answered before this process began, null if it was not asked */
    TerminalStreams(Map<String, String> environment, @Nullable String told, Supplier<@Nullable String> system) {
        this.environment = Map.copyOf(environment);
        this.system = Objects.requireNonNull(system, "system is null");
        first = told == null ? system.get() : told;
        columns = columnsOf(first);
    }

    /** Returns whether a person reads along on the error stream. */
    public boolean shows() {
        return first == null ? console() != null : first.contains("error");
    }

    /** Returns whether a person reads along and can answer. */
    public boolean answers() {
        return first == null ? console() != null : first.contains("error") && first.contains("input");
    }

    /** Returns the width as it was last measured. */
    public int columns() {
        return columns;
    }

    /** Measures the width anew whenever the window's size changes, also while this process was suspended. */
    public void follow() {
        ProcessSignals.handle("WINCH", this::measure);
        ProcessSignals.handle("CONT", this::measure);
    }

    /**
     * Measures the width anew. A window that is being dragged calls often: one call measures, and once more if it has
     * changed since.
     */
    public void measure() {
        if (asking.getAndSet(true)) {
            return;
        }
        synchronized (system) {
            asking.set(false);
            String answer = system.get();
            if (answer != null) {
                columns = columnsOf(answer);
            }
        }
    }

    private int columnsOf(@Nullable String answer) {
        OptionalInt real = answer == null ? OptionalInt.empty() : size(answer);
        return real.orElseGet(() -> columns(environment.getOrDefault("COLUMNS", "")));
    }

    public static OptionalInt size(String answer) {
        Matcher size = SIZE.matcher(answer);
        if (!size.find()) {
            return OptionalInt.empty();
        }
        // A serial line does not know its size and says nought.
        int columns = Integer.parseInt(size.group(1));
        return columns < MIN_COLUMNS ? OptionalInt.empty() : OptionalInt.of(columns);
    }

    public static int columns(String named) {
        return named.matches("[1-9]\\d{1,3}") ? Integer.parseInt(named) : DEFAULT_COLUMNS;
    }

    private static @Nullable String askTerminal() {
        try {
            Process sh = new ProcessBuilder("sh", "-c", ASK)
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.INHERIT)
                    .start();
            if (sh.waitFor(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                return new String(sh.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            }
            sh.destroyForcibly();
            return null;
        } catch (IOException absent) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Returns the JDK's console. From Java 22 on there is one without a terminal too, and a method that tells. */
    static @Nullable public Console console() {
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
