package dev.darkroom.pace;

import dev.darkroom.io.DurableText;
import dev.darkroom.io.FailureText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the pauses that one service has asked one account for in a text of the workspace, which holds those of others
 * too. It outlasts a process that is killed, and a ledger that is lost. Where it cannot be read or written, the next
 * start asks the service at once, which costs no more than another refusal.
 *
 * <p>The pause is kept with the time at which it was asked for: on a clock that was set back nobody waits for longer
 * than was asked.
 */
public final class StoredPauses implements PauseStore {

    private static final Logger log = LoggerFactory.getLogger(StoredPauses.class);

    private static final String PAUSES = "pauses";
    private static final String SERVICE = "service";
    private static final String ACCOUNT = "account";
    private static final String CALLS = "calls";
    private static final String ASKED_AT = "asked_at";
    private static final String UNTIL = "until";

    private final DurableText text;
    private final String service;
    private final String account;
    private final JsonMapper json;
    private final InstantSource wall;

    /**
     * @param file need not exist
     * @param service its identity
     * @param account a text that tells the service's accounts apart, and no secret
     */
    public StoredPauses(Path file, String service, String account, JsonMapper json, InstantSource wall) {
        this(DurableText.inFile(file), service, account, json, wall);
    }

    /**
     * @param text where they are kept
     * @param service its identity
     * @param account a text that tells the service's accounts apart, and no secret
     */
    public StoredPauses(DurableText text, String service, String account, JsonMapper json, InstantSource wall) {
        this.text = text;
        this.service = service;
        this.account = account;
        this.json = json;
        this.wall = wall;
    }

    @Override
    public synchronized Duration left(String calls) {
        List<KeptPause> all = read();
        KeptPause pause = find(all, calls);
        if (pause == null) {
            return Duration.ZERO;
        }
        Instant now = wall.instant();
        if (now.isBefore(pause.askedAt())) {
            // The clock was set back: it counts as asked for now, or each start would wait for all of it again.
            write(all, pause.movedTo(now), now);
            return pause.length();
        }
        return now.isBefore(pause.until()) ? Duration.between(now, pause.until()) : Duration.ZERO;
    }

    /** Returns when the last pause of the account ends, whatever calls it is for; nothing if none lasts. */
    public Optional<Instant> until() {
        return last(pause -> pause.account().equals(account));
    }

    /** Returns when the last pause ends that the service has asked whichever account for; nothing if none lasts. */
    public Optional<Instant> untilForAnyAccount() {
        return last(pause -> true);
    }

    private synchronized Optional<Instant> last(Predicate<KeptPause> which) {
        Instant now = wall.instant();
        return read().stream()
                .filter(pause -> pause.service().equals(service) && which.test(pause))
                .map(pause -> now.isBefore(pause.askedAt()) ? now.plus(pause.length()) : pause.until())
                .filter(now::isBefore)
                .max(Comparator.naturalOrder());
    }

    @Override
    public synchronized void keep(String calls, Duration pause) {
        List<KeptPause> all = read();
        Instant now = wall.instant().truncatedTo(ChronoUnit.MILLIS);
        KeptPause asked = new KeptPause(service, account, calls, now, now.plus(pause));
        KeptPause before = find(all, calls);
        if (before == null || before.askedAt().isAfter(now) || before.until().isBefore(asked.until())) {
            write(all, asked, now);
        }
    }

    private @Nullable KeptPause find(List<KeptPause> all, String calls) {
        return all.stream()
                .filter(pause -> pause.isOf(service, account, calls))
                .findFirst()
                .orElse(null);
    }

    private List<KeptPause> read() {
        try {
            Optional<byte[]> written = text.read();
            if (written.isEmpty()) {
                return List.of();
            }
            List<KeptPause> all = new ArrayList<>();
            for (JsonNode entry : json.readTree(written.get()).path(PAUSES)) {
                all.add(KeptPause.of(entry));
            }
            return all;
        } catch (IOException e) {
            return unreadable(FailureText.of(e));
        } catch (JacksonException | DateTimeException e) {
            return unreadable("it is damaged, and is written anew with the next pause");
        }
    }

    private List<KeptPause> unreadable(String why) {
        log.warn("pauses that services have asked for cannot be read from {}, so none is kept to: {}", text, why);
        return List.of();
    }

    /** Writes a pause in place of the former one of its kind; those that are over fall away. */
    private void write(List<KeptPause> all, KeptPause pause, Instant now) {
        ObjectNode content = json.createObjectNode();
        ArrayNode entries = content.putArray(PAUSES);
        all.stream()
                .filter(other -> !other.isOf(pause.service(), pause.account(), pause.calls()))
                .filter(other -> other.until().isAfter(now))
                .forEach(other -> other.addTo(entries));
        pause.addTo(entries);
        try {
            text.write(json.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
        } catch (IOException | RuntimeException e) {
            log.warn("the next start will not know of the service's pause: {}", FailureText.of(e));
        }
    }

    private record KeptPause(String service, String account, String calls, Instant askedAt, Instant until) {

        /** @throws DateTimeException if a time is none */
        static KeptPause of(JsonNode entry) {
            return new KeptPause(
                    entry.path(SERVICE).asString(""),
                    entry.path(ACCOUNT).asString(""),
                    entry.path(CALLS).asString(""),
                    Instant.parse(entry.path(ASKED_AT).asString("")),
                    Instant.parse(entry.path(UNTIL).asString("")));
        }

        boolean isOf(String itsService, String itsAccount, String itsCalls) {
            return service.equals(itsService) && account.equals(itsAccount) && calls.equals(itsCalls);
        }

        Duration length() {
            Duration length = Duration.between(askedAt, until);
            return length.isNegative() ? Duration.ZERO : length;
        }

        KeptPause movedTo(Instant now) {
            return new KeptPause(service, account, calls, now, now.plus(length()));
        }

        void addTo(ArrayNode entries) {
            entries.addObject()
                    .put(SERVICE, service)
                    .put(ACCOUNT, account)
                    .put(CALLS, calls)
                    .put(ASKED_AT, askedAt.toString())
                    .put(UNTIL, until.toString());
        }
    }
}
