package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.io.ReservedSpace;
import dev.darkroom.ledger.journal.JournalFormat;
import dev.darkroom.ledger.journal.JournalScan;
import dev.darkroom.ledger.journal.PurchaseJournal;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a journal whose disk is full. */
class FullJournalTest {

    private static final int A_LINE_AND_A_HALF = 140;
    private static final JournalFormat FORMAT = new JournalFormat(1);
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");

    @TempDir
    Path folder;

    private Path file;
    private Path kept;
    private ReservedSpace reserve;

    @BeforeEach
    void name() throws IOException {
        file = folder.resolve("journal");
        kept = folder.resolve("reserve");
        reserve = ReservedSpace.make(kept, ReservedSpace.BYTES);
    }

    @Test
    void an_answer_is_written_with_what_was_kept_in_reserve() throws IOException {
        try (SmallDisk disk = new SmallDisk(file, kept, A_LINE_AND_A_HALF);
                PurchaseJournal journal = journal(disk)) {
            journal.append(List.of(line(1)), NOW);
            assertThat(journal.shortOfRoom()).isFalse();
            journal.append(List.of(line(2), line(3)), NOW);
            assertThat(journal.shortOfRoom()).isTrue();
            assertThat(kept).hasSize(ReservedSpace.BYTES - ReservedSpace.PIECE);
            assertThat(rows()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void no_more_of_the_reserve_is_given_up_than_is_needed() throws IOException {
        try (SmallDisk disk = new SmallDisk(file, kept, 0);
                PurchaseJournal journal = journal(disk)) {
            List<LedgerEvent> many = IntStream.rangeClosed(1, 4_000)
                    .mapToObj(FullJournalTest::line)
                    .toList();
            journal.append(many, NOW);
            assertThat(Files.size(kept))
                    .isPositive()
                    .isLessThan(ReservedSpace.BYTES - Files.size(file) + ReservedSpace.PIECE);
            assertThat(rows()).hasSize(4_000);
        }
    }

    @Test
    void a_half_written_line_does_not_stay_when_nothing_is_left() throws IOException {
        reserve.remove();
        try (SmallDisk disk = new SmallDisk(file, kept, A_LINE_AND_A_HALF - ReservedSpace.BYTES);
                PurchaseJournal journal = journal(disk)) {
            journal.append(List.of(line(1)), NOW);
            long whole = Files.size(file);
            assertThatThrownBy(() -> journal.append(List.of(line(2)), NOW)).hasMessage("No space left on device");
            assertThat(Files.size(file)).isEqualTo(whole);

            disk.free(1_000);
            journal.append(List.of(line(3)), NOW);
            assertThat(rows()).containsExactly(1, 3);
        }
    }

    @Test
    void nothing_is_kept_in_reserve_once_the_journal_is_closed() throws IOException {
        PurchaseJournal journal = PurchaseJournal.open(file, FORMAT, 0L, false, ReservedSpace.BYTES);
        assertThat(folder.resolve("journal.reserve")).hasSize(ReservedSpace.BYTES);
        journal.close();
        assertThat(folder.resolve("journal.reserve")).doesNotExist();
    }

    private PurchaseJournal journal(SmallDisk disk) throws IOException {
        return new PurchaseJournal(file, disk, FORMAT, reserve, 0, false);
    }

    private static LedgerEvent line(int row) {
        return new LedgerEvent.SubmitAccepted(new RowKey(1, row), 1, "request-" + row);
    }

    private List<Integer> rows() throws IOException {
        List<Integer> rows = new ArrayList<>();
        try (PurchaseJournal journal = PurchaseJournal.open(file, FORMAT, 0L, false, ReservedSpace.BYTES)) {
            journal.unknown(false, line -> rows.add(line.event().row().row()));
        }
        assertThat(JournalScan.of(file).whole()).isEqualTo(Files.size(file));
        return rows;
    }
}
