package dev.darkroom.ledger.signals;

import dev.darkroom.io.DurableText;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps a stop that no start ends by itself: somebody has to resume the run past it. It is a file beside the run's
 * journal, or stands in the database that several hosts share, written when the run stops, so that it outlasts a process that is killed while it still collects, a stop for
 * another reason, and a ledger that is lost. Thread-safe.
 */
public final class StandingStop {

    private static final String REASON = "reason";
    private static final String MESSAGE = "message";
    private static final String STOPPED_AT = "stopped_at";
    private static final String PASSED_AT = "passed_at";
    private static final String STANDS = "stands";

    private final DurableText record;
    private final JsonMapper json;
    private final InstantSource clock;

    /** @param journal the run's journal, which need not exist */
    public StandingStop(Path journal, JsonMapper json, InstantSource clock) {
        this(DurableText.inFile(journal.resolveSibling(journal.getFileName() + ".stop.json")), json, clock);
    }

    /** @param record where the stop is kept */
    public StandingStop(DurableText record, JsonMapper json, InstantSource clock) {
        this.record = record;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Returns the stop that stands; nothing if none does.
     *
     * @throws LedgerException if its file is damaged
     */
    public synchronized Optional<StopSignal> standing() {
        JsonNode content = read();
        if (!content.path(STANDS).asBoolean(false)) {
            return Optional.empty();
        }
        StopReason reason =
                StopReason.ofKeyword(content.path(REASON).asString("")).orElseThrow(() -> damaged(null));
        return Optional.of(new StopSignal(reason, content.path(MESSAGE).asString("")));
    }

    /**
     * Returns whether no command buys anything for the run until it is resumed past a stop. A record that is damaged
     * counts as none: the next start names it.
     *
     * @param finished whether the run has come to its end: then it is past every stop but a restored ledger's
     */
    public boolean keepsShut(boolean finished) {
        try {
            return standing()
                    .filter(stop -> !finished || stop.reason() == StopReason.FORGOTTEN)
                    .isPresent();
        } catch (LedgerException | UncheckedIOException damaged) {
            return false;
        }
    }

    /** Returns when somebody last resumed the run past a stop; null if nobody has. */
    public synchronized @Nullable Instant passedAt() {
        String passed = read().path(PASSED_AT).asString("");
        try {
            return passed.isEmpty() ? null : Instant.parse(passed);
        } catch (DateTimeException e) {
            throw damaged(e);
        }
    }

    /** Records that the run is resumed past the stop that stands; does nothing if none does. */
    public synchronized void pass() {
        ObjectNode content = read();
        if (content.path(STANDS).asBoolean(false)) {
            content.put(STANDS, false);
            content.put(PASSED_AT, clock.instant().toString());
            write(content);
        }
    }

    /** Records a stop, durably; does nothing if one stands already. */
    public synchronized void stand(StopSignal stop) {
        ObjectNode content = read();
        if (!content.path(STANDS).asBoolean(false)) {
            content.put(STANDS, true);
            content.put(REASON, stop.reason().keyword());
            content.put(MESSAGE, stop.message());
            content.put(STOPPED_AT, clock.instant().toString());
            write(content);
        }
    }

    private ObjectNode read() {
        try {
            Optional<byte[]> written = record.read();
            if (written.isEmpty()) {
                return json.createObjectNode();
            }
            if (json.readTree(written.get()) instanceof ObjectNode content) {
                return content;
            }
            throw damaged(null);
        } catch (JacksonException e) {
            throw damaged(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(ObjectNode content) {
        try {
            record.write(json.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LedgerException damaged(@Nullable Exception cause) {
        return new LedgerException(
                "the record of the run's stop is damaged: look at " + record + ", and delete it to go on", cause);
    }
}
