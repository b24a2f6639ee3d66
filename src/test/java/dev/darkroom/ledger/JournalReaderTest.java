package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.darkroom.stations.LedgerScene;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class JournalReaderTest {

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
        List<JournalLine> lines = new ArrayList<>();
        assertThat(read(journal, false, lines)).isEqualTo(journal.length);
        assertThat(lines).extracting(JournalLine::what).containsExactly("intent", "accepted", "intent", "accepted");
    }

    @Test
    void a_journal_cut_at_any_byte_loses_its_last_line_at_most() throws IOException {
        for (int length = 0; length < journal.length; length++) {
            byte[] torn = Arrays.copyOf(journal, length);
            List<JournalLine> lines = new ArrayList<>();
            long whole = read(torn, false, lines);
            long newlines = new String(torn, StandardCharsets.UTF_8)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            assertThat(lines).as("cut at %d", length).hasSize((int) newlines);
            assertThat(whole).isLessThanOrEqualTo(length);
        }
    }

    @Test
    void a_flipped_byte_in_the_last_line_makes_it_a_torn_tail() throws IOException {
        int start = lastLine();
        for (int at = start; at < journal.length; at++) {
            List<JournalLine> lines = new ArrayList<>();
            assertThat(read(flipped(at), false, lines)).as("flipped at %d", at).isEqualTo(start);
            assertThat(lines).hasSize(3);
        }
    }

    @Test
    void a_flipped_byte_before_whole_lines_is_never_passed_over_in_silence() throws IOException {
        for (int at = 0; at < lastLine() - 1; at++) {
            byte[] damaged = flipped(at);
            assertThatExceptionOfType(LedgerException.class)
                    .as("flipped at %d", at)
                    .isThrownBy(() -> read(damaged, false, new ArrayList<>()))
                    .withMessageContaining("is damaged");
        }
    }

    @Test
    void what_is_whole_around_damage_can_be_saved() throws IOException {
        List<JournalLine> lines = new ArrayList<>();
        read(flipped(20), true, lines);
        assertThat(lines).extracting(JournalLine::what).containsExactly("accepted", "intent", "accepted");
    }

    private int lastLine() {
        return new String(journal, 0, journal.length - 1, StandardCharsets.UTF_8).lastIndexOf('\n') + 1;
    }

    private byte[] flipped(int at) {
        byte[] copy = journal.clone();
        copy[at] ^= 0x10;
        return copy;
    }

    private long read(byte[] bytes, boolean passDamage, List<JournalLine> lines) throws IOException {
        Path file = Files.write(folder.resolve("journal-copy"), bytes);
        return new JournalReader(JsonMapper.shared(), passDamage).read(file, lines::add);
    }
}
