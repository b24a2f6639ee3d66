package dev.darkroom.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.fuzz.FuzzCases;
import dev.darkroom.fuzz.Mutator;
import dev.darkroom.io.ByteLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Journals broken in every way: each line is read, or told to be damaged, and none stops the reader of a lost ledger. */
class JournalFuzzIT {

    private static final int RUN = 7;
    private static final int CHECKSUM = 9;
    private static final Instant AT = Instant.parse("2026-11-21T20:00:00Z");

    @TempDir
    private Path folder;

    private final JournalFormat format = new JournalFormat(RUN);

    @Test
    void no_damage_makes_the_reader_fall() {
        FuzzCases.each(journals(), text -> {
            read(text);
            read(sealed(text));
        });
    }

    private void read(byte[] text) throws IOException {
        Path file = Files.write(folder.resolve("journal"), text);
        JournalScan scan = JournalScan.of(file);
        assertThat(scan.complete()).isBetween(scan.whole(), (long) text.length);
        try (ByteLines lines = ByteLines.open(file, 0)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                assertThat(lines.end()).isLessThanOrEqualTo(text.length);
                check(line, lines.end(), scan);
            }
        }
    }

    /** A line that is whole is read or salvaged, any other is damage that the scan tells of. */
    private void check(byte[] line, long end, JournalScan scan) {
        boolean whole = JournalFormat.isWhole(line);
        Optional<JournalLine> read = whole ? format.read(line, end) : Optional.empty();
        if (read.isEmpty()) {
            read = format.salvage(line, AT, end);
        }
        if (!whole) {
            JournalScan.DamagedLine last =
                    Objects.requireNonNull(scan.tail() == null ? scan.damaged() : scan.tail(), "no damage is told");
            assertThat(last.line()).isPositive();
            assertThat(last.end()).isGreaterThanOrEqualTo(end);
        }
        read.ifPresent(said -> {
            assertThat(said.event().row().run()).isEqualTo(RUN);
            assertThat(said.event().from()).isNotNull();
            assertThat(said.event().to()).isNotNull();
            assertThat(said.end()).isEqualTo(end);
        });
        JournalClaim claim = JournalClaim.of(line, JsonMapper.shared());
        if (!whole) {
            assertThat(claim == null)
                    .as("both readings find the row, or neither")
                    .isEqualTo(read.isEmpty());
        }
    }

    /** Returns the lines with right checksums, as a later version's or a careful hand's would be. */
    private static byte[] sealed(byte[] text) {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        for (String line : new String(text, StandardCharsets.UTF_8).split("\n", -1)) {
            byte[] body = line.substring(Math.min(CHECKSUM, line.length())).getBytes(StandardCharsets.UTF_8);
            CRC32C crc = new CRC32C();
            crc.update(body, 0, body.length);
            sealed.writeBytes(
                    (HexFormat.of().toHexDigits((int) crc.getValue()) + " ").getBytes(StandardCharsets.UTF_8));
            sealed.writeBytes(body);
            sealed.write('\n');
        }
        return sealed.toByteArray();
    }

    private Mutator journals() {
        List<String> lines = JournalFormatTest.events().stream()
                .map(event -> format.line(event, AT))
                .toList();
        List<String> seeds = new ArrayList<>(lines);
        seeds.add(String.join("", lines.subList(0, 4)));
        return Mutator.ofTexts(
                seeds,
                "\"row\":",
                "\"row\":-1",
                "\"attempt\":99999999999",
                "\"what\":\"fetched\"",
                "\"at\":\"+1000000000-01-01T00:00:00Z\"");
    }
}
