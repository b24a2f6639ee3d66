package dev.darkroom.ledger;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a purchase journal. What a process was writing when it died is a torn tail and counts for nothing; a line that
 * is damaged before others that are whole means that the disk cannot be trusted, and is never passed over in silence.
 */
final class JournalReader {

    private static final int CHECKSUM = 8;

    private final JsonMapper json;
    private final boolean passDamage;

    /** @param passDamage whether damaged lines are passed over, to save what can be saved */
    JournalReader(JsonMapper json, boolean passDamage) {
        this.json = json;
        this.passDamage = passDamage;
    }

    /**
     * Hands each whole line to the consumer, in order.
     *
     * @return how many bytes of the file are whole lines; what follows is a torn tail
     * @throws LedgerException if a line is damaged that is not the tail
     */
    long read(Path file, Consumer<JournalLine> lines) throws IOException {
        long whole = 0;
        long at = 0;
        long number = 0;
        long damaged = 0;
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = bytes.read(); next >= 0; next = bytes.read()) {
                at++;
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                number++;
                Optional<JournalLine> parsed = parse(line.toString(StandardCharsets.UTF_8));
                line.reset();
                if (parsed.isEmpty()) {
                    damaged = damaged == 0 ? number : damaged;
                    continue;
                }
                refuseDamage(file, damaged);
                lines.accept(parsed.get());
                whole = at;
            }
        }
        return whole;
    }

    private void refuseDamage(Path file, long damaged) {
        if (damaged != 0 && !passDamage) {
            throw new LedgerException(
                    "line " + damaged + " of the purchase journal " + file
                            + " is damaged: what it said of a purchase is lost. Put the file back from a copy before the run goes on");
        }
    }

    private Optional<JournalLine> parse(String line) {
        if (line.length() < CHECKSUM + 2) {
            return Optional.empty();
        }
        String body = line.substring(CHECKSUM + 1);
        if (!line.startsWith(PurchaseJournal.checksum(body) + " ")) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(body, JournalLine.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
