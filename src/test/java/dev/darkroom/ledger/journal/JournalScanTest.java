package dev.darkroom.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.darkroom.io.ReservedSpace;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.scenes.LedgerScene;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("h2")
class JournalScanTest {

    @TempDir
    Path folder;

    private byte[] journal = {};

    @BeforeEach
    void write() throws IOException {
        try (LedgerScene scene = new LedgerScene(folder).rows(4)) {
            scene.submit(1, "0.02");
            scene.submit(2, "0.02");
            journal = Files.readAllBytes(scene.journal());
        }
    }

    @Test
    void a_whole_journal_is_read_to_its_end() throws IOException {
        assertThat(JournalScan.of(file(journal))).isEqualTo(new JournalScan(journal.length, null, null));
        assertThat(events(journal, 0L, false))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("SubmitIntended", "SubmitAccepted", "SubmitIntended", "SubmitAccepted");
    }

    @Test
    void a_journal_cut_at_any_byte_of_its_last_line_loses_that_alone() throws IOException {
        for (int length = lastLine(); length < journal.length; length++) {
            byte[] torn = Arrays.copyOf(journal, length);
            long newlines = new String(torn, StandardCharsets.UTF_8)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            assertThat(events(torn, 0L, false)).as("cut at %d", length).hasSize((int) newlines);
            assertThat(Files.size(folder.resolve("copy"))).isEqualTo(lastEnd(torn));
        }
    }

    @Test
    void a_journal_cut_in_its_first_line_is_empty() throws IOException {
        for (int length : new int[] {0, 1, 9, 40}) {
            byte[] torn = Arrays.copyOf(journal, length);
            assertThat(events(torn, 0L, false)).as("cut at %d", length).isEmpty();
            assertThat(Files.size(folder.resolve("copy"))).isZero();
        }
    }

    @Test
    void a_flipped_byte_in_the_last_line_is_no_torn_tail_but_damage() throws IOException {
        int start = lastLine();
        for (int at = start; at < journal.length - 1; at++) {
            byte[] damaged = flipped(at);
            assertThat(JournalScan.of(file(damaged)))
                    .as("flipped at %d", at)
                    .isEqualTo(new JournalScan(start, null, new JournalScan.DamagedLine(4, journal.length)));
            assertThatExceptionOfType(LedgerException.class)
                    .isThrownBy(() -> events(damaged, (long) start, false))
                    .withMessageContaining("line 4")
                    .withMessageContaining("resume --rebuild");
        }
        assertThat(JournalScan.of(file(flipped(journal.length - 1)))).isEqualTo(new JournalScan(start, null, null));
    }

    @Test
    void a_last_line_that_is_damaged_and_not_in_the_ledger_can_be_saved_as_a_doubt() throws IOException {
        int inTheTime = new String(journal, StandardCharsets.UTF_8).lastIndexOf("2026");
        assertThat(events(flipped(inTheTime), 0L, true))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("SubmitIntended", "SubmitAccepted", "SubmitIntended", "SubmitUnknown");
        assertThat(Files.size(folder.resolve("copy"))).isEqualTo(journal.length);
        assertThat(events(flipped(inTheTime), (long) journal.length, false)).isEmpty();
    }

    @Test
    void a_flipped_byte_before_whole_lines_is_never_passed_over_in_silence() throws IOException {
        for (int at = 0; at < lastLine() - 1; at++) {
            byte[] damaged = flipped(at);
            assertThatExceptionOfType(LedgerException.class)
                    .as("flipped at %d", at)
                    .isThrownBy(() -> events(damaged, 0L, false))
                    .withMessageContaining("is damaged")
                    .withMessageContaining("resume --rebuild");
        }
    }

    @Test
    void damage_of_what_the_ledger_holds_stops_nobody() throws IOException {
        assertThat(events(flipped(20), (long) journal.length, false)).isEmpty();
        assertThat(events(flipped(20), null, false)).isEmpty();
    }

    @Test
    void what_is_whole_around_damage_can_be_saved_and_the_row_of_a_damaged_line_is_in_doubt() throws IOException {
        int inTheTime = new String(journal, StandardCharsets.UTF_8).indexOf("2026");
        assertThat(events(flipped(inTheTime), 0L, true))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("SubmitUnknown", "SubmitAccepted", "SubmitIntended", "SubmitAccepted");
    }

    @Test
    void what_the_ledger_holds_is_not_read_again() throws IOException {
        long first = new String(journal, StandardCharsets.UTF_8).indexOf('\n') + 1L;
        assertThat(events(journal, first, false))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("SubmitAccepted", "SubmitIntended", "SubmitAccepted");
    }

    private int lastLine() {
        return new String(journal, 0, journal.length - 1, StandardCharsets.UTF_8).lastIndexOf('\n') + 1;
    }

    private static int lastEnd(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).lastIndexOf('\n') + 1;
    }

    private byte[] flipped(int at) {
        byte[] copy = journal.clone();
        copy[at] ^= 0x10;
        return copy;
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("copy"), bytes);
    }

    private List<LedgerEvent> events(byte[] bytes, @Nullable Long known, boolean passDamage) throws IOException {
        List<LedgerEvent> events = new ArrayList<>();
        JournalFormat format = new JournalFormat(1);
        try (PurchaseJournal opened =
                PurchaseJournal.open(file(bytes), format, known, passDamage, ReservedSpace.BYTES)) {
            opened.unknown(passDamage, line -> events.add(line.event()));
        }
        return events;
    }
}
