package dev.darkroom.cli.terminal;

import dev.darkroom.monitoring.JsonLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns each line of text into a JSON object of the log, for programs that collect it. Thread-safe. */
public final class JsonLines extends Writer {

    private static final String LOGGER = "darkroom";

    private final OutputStream to;
    private final InstantSource clock;
    private final String level;
    private final StringBuilder begun = new StringBuilder();

    /** @param to not closed; ASCII alone is written to it */
    public JsonLines(OutputStream to, InstantSource clock) {
        this(to, clock, "INFO");
    }

    private JsonLines(OutputStream to, InstantSource clock, String level) {
        this.level = level;
        this.to = Objects.requireNonNull(to, "to is null");
        this.clock = Objects.requireNonNull(clock, "clock is null");
    }

    /** Returns the same for lines that say why a command failed. */
    public JsonLines failures() {
        return new JsonLines(to, clock, "ERROR");
    }

    /** Writes an object of its own, with further keys. */
    public void event(String level, String message, Map<String, ? extends @Nullable Object> more) {
        Instant now = clock.instant();
        send(JsonLog.line(now, level, LOGGER, message, more));
    }

    @Override
    public void write(char[] text, int from, int length) {
        synchronized (lock) {
            begun.append(text, from, length);
            int end = begun.indexOf("\n");
            while (end >= 0) {
                String line = begun.substring(0, end).stripTrailing();
                begun.delete(0, end + 1);
                if (!line.isBlank()) {
                    event(level, line, Map.of());
                }
                end = begun.indexOf("\n");
            }
        }
    }

    /** Takes lines as bytes of UTF-8. */
    public OutputStream bytes() {
        return new OutputStream() {
            private final ByteArrayOutputStream line = new ByteArrayOutputStream();

            @Override
            public synchronized void write(int single) {
                line.write(single);
                if (single == '\n') {
                    char[] text = line.toString(StandardCharsets.UTF_8).toCharArray();
                    line.reset();
                    JsonLines.this.write(text, 0, text.length);
                }
            }
        };
    }

    private void send(String object) {
        try {
            synchronized (to) {
                to.write((object + "\n").getBytes(StandardCharsets.US_ASCII));
                to.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    @Override
    public void close() {
        write(new char[] {'\n'}, 0, 1);
    }
}
