package dev.darkroom.ledger.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Reads and writes the lines of a run's journal: {@code <CRC-32C> <JSON>}, where the JSON is the event with the time it
 * was written. Of the row it holds the number alone, so that a run may get another number in a restored ledger.
 */
public final class JournalFormat {

    private static final String AT = "at";
    private static final int CHECKSUM = 8;
    private static final byte[] HEX_DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
    private static final Pattern ROW = Pattern.compile("\"row\":(\\d{1,9}),\"attempt\":(\\d{1,4})\\b");

    /** One for all runs: it works out only once how each event is written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule("rows")
                    .addSerializer(RowKey.class, new RowWriter())
                    .addDeserializer(RowKey.class, new RowReader()))
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final int run;
    private final ObjectReader events;

    public JournalFormat(int run) {
        this.run = run;
        this.events = JSON.readerFor(LedgerEvent.class).withAttribute(RowReader.RUN, run);
    }

    /** The line, with its end. */
    public String line(LedgerEvent event, Instant at) {
        ObjectNode content = JSON.valueToTree(event);
        content.put(AT, at.toString());
        byte[] body = JSON.writeValueAsBytes(content);
        return checksum(body, 0) + " " + new String(body, StandardCharsets.UTF_8) + "\n";
    }

    /** Returns whether the line is as it was written. */
    public static boolean isWhole(byte[] line) {
        return isWhole(line, 0, line.length);
    }

    /** Returns the same of a line that is a part of {@code bytes}, without its end; makes nothing, as there may be millions. */
    public static boolean isWhole(byte[] bytes, int from, int to) {
        int body = from + CHECKSUM + 1;
        if (to <= body || bytes[body - 1] != ' ') {
            return false;
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, body, to - body);
        int rest = (int) crc.getValue();
        for (int at = from + CHECKSUM - 1; at >= from; at--) {
            if (bytes[at] != HEX_DIGITS[rest & 0xf]) {
                return false;
            }
            rest >>>= 4;
        }
        return true;
    }

    /** Reads a whole line; returns nothing if it makes no sense to this version. */
    public Optional<JournalLine> read(byte[] line, long end) {
        try {
            ObjectNode content = (ObjectNode) JSON.readTree(line, CHECKSUM + 1, line.length - CHECKSUM - 1);
            Instant at = Instant.parse(content.path(AT).asString());
            content.remove(AT);
            LedgerEvent event = events.readValue(content);
            return isComplete(event) ? Optional.of(new JournalLine(event, at, end)) : Optional.empty();
        } catch (JacksonException | DateTimeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    /** Returns whether it says of which row it is and where that was: JSON may leave out what no event lacks. */
    private static boolean isComplete(LedgerEvent event) {
        return Stream.of(event.row(), event.from(), event.to()).allMatch(Objects::nonNull)
                && event.row().row() > 0
                && event.attempt() >= 0;
    }

    /**
     * Reads what it can of a damaged line, if only which row it is about: it may have been purchased, and the answer is
     * lost. See {@link JournalDamage}.
     *
     * @param at when the line before it was written
     */
    public Optional<JournalLine> salvage(byte[] line, Instant at, long end) {
        String text = new String(line, StandardCharsets.UTF_8);
        Matcher row = ROW.matcher(text);
        if (!row.find()) {
            return Optional.empty();
        }
        RowKey key = new RowKey(run, Integer.parseInt(row.group(1)));
        int attempt = Integer.parseInt(row.group(2));
        return Optional.of(
                new JournalLine(new LedgerEvent.SubmitUnknown(key, attempt, JournalDamage.of(text)), at, end));
    }

    private static String checksum(byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, bytes.length - from);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private static final class RowWriter extends StdSerializer<RowKey> {
        private RowWriter() {
            super(RowKey.class);
        }

        @Override
        public void serialize(RowKey row, JsonGenerator generator, SerializationContext context) {
            generator.writeNumber(row.row());
        }
    }

    private static final class RowReader extends StdDeserializer<RowKey> {
        private static final String RUN = "run";

        private RowReader() {
            super(RowKey.class);
        }

        @Override
        public RowKey deserialize(JsonParser parser, DeserializationContext context) {
            return new RowKey((Integer) context.getAttribute(RUN), parser.getIntValue());
        }
    }
}
