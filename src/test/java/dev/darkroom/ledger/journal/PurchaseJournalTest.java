package dev.darkroom.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.SampleEvents;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.scenes.LedgerScene;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("h2")
class PurchaseJournalTest {

    @TempDir
    Path folder;

    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(9);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void all_that_happens_to_a_row_is_told_in_order() throws IOException {
        scene.submit(2, "0.02");
        scene.apply(SampleEvents.ended(scene.key(2), RowState.FAILED, null));
        assertThat(bodies())
                .containsExactly(
                        "{\"what\":\"intent\",\"row\":2,\"attempt\":1,\"estimate\":0.02,"
                                + "\"at\":\"2026-11-21T20:00:00Z\"}",
                        "{\"what\":\"accepted\",\"row\":2,\"attempt\":1,\"request_id\":\"request-2\","
                                + "\"at\":\"2026-11-21T20:00:00Z\"}",
                        "{\"what\":\"ended\",\"row\":2,\"attempt\":1,\"to\":\"FAILED\",\"reason\":"
                                + "{\"code\":\"422001\",\"words\":\"no such picture\"},\"times\":{},"
                                + "\"at\":\"2026-11-21T20:00:00Z\"}");
    }

    @Test
    void a_release_a_refusal_and_a_lost_answer_are_told() throws IOException {
        for (int row = 1; row <= 3; row++) {
            scene.intend(row, 1, null);
        }
        scene.apply(new LedgerEvent.SubmitReleased(scene.key(1), 1, true));
        scene.apply(new LedgerEvent.SubmitRefused(scene.key(2), 1, SampleEvents.WHY));
        scene.apply(new LedgerEvent.SubmitUnknown(scene.key(3), 1, new RowReason("NO_ANSWER", "lost\nin two lines")));
        assertThat(bodies().subList(3, 6))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("{\"what\":\"released\",\"row\":1,"),
                        line -> assertThat(line)
                                .startsWith("{\"what\":\"refused\",\"row\":2,")
                                .contains("\"code\":\"422001\",\"words\":\"no such picture\""),
                        line -> assertThat(line)
                                .startsWith("{\"what\":\"unknown\",\"row\":3,")
                                .contains("lost\\nin two lines"));
    }

    @Test
    void fetched_files_are_told_with_their_hashes() throws IOException {
        List<DownloadedPicture> pictures = scene.succeed(1, "images/a-1.png", "images/a-2.png");
        assertThat(bodies()).hasSize(4);
        assertThat(bodies().get(3))
                .startsWith("{\"what\":\"fetched\",\"row\":1,")
                .contains("images/a-1.png", "images/a-2.png", pictures.get(1).sha256());
    }

    @Test
    void a_reopened_row_is_told_with_where_it_goes() throws IOException {
        scene.submit(1, null);
        scene.apply(SampleEvents.ended(scene.key(1), RowState.TIMED_OUT, null));
        scene.ledger().recovery().recover();
        assertThat(bodies().get(3))
                .startsWith("{\"what\":\"reopened\",\"row\":1,")
                .contains("\"to\":\"SUBMITTED\"");
    }

    @Test
    void a_journal_opened_again_goes_on_behind_its_last_line() throws IOException {
        scene.submit(1, null);
        scene.reopen();
        scene.submit(2, null);
        assertThat(bodies()).hasSize(4);
    }

    @Test
    void only_its_owner_may_read_it() throws IOException {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scene.journal())))
                .isEqualTo("rw-------");
    }

    private List<String> bodies() throws IOException {
        return Files.readAllLines(scene.journal()).stream()
                .map(line -> line.substring(9))
                .toList();
    }
}
