package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a row which downloads again what another run had is submitted if, and only if, the service has lost it.
 */
class RefetchedRowsTest {

    private static final RowReason EXPIRED = new RowReason("OUTPUT_EXPIRED", "the output is gone");
    private static final Instant BOUGHT = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    Path folder;

    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(2);
        scene.apply(fetchesAgain());
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void what_the_service_does_not_know_any_more_is_to_be_bought() {
        assertThat(scene.ledger().redownloads().anyMayBeSubmitted()).isTrue();
        scene.apply(SampleEvents.ended(scene.key(1), RowState.FAILED, null));
        assertToBeBoughtAnew();
    }

    @Test
    void so_is_what_cannot_be_downloaded_any_more() {
        scene.apply(SampleEvents.completed(scene.key(1), "0.02"));
        scene.apply(new LedgerEvent.DownloadFailed(scene.key(1), 1, RowState.FAILED, EXPIRED, 5));
        assertToBeBoughtAnew();
    }

    @Test
    void that_it_is_one_of_them_outlives_the_process() {
        scene.reopen();
        assertThat(scene.ledger().redownloads().mayBeSubmitted(scene.key(1))).isTrue();
        assertThat(scene.ledger().work().redownloadedModels()).containsExactly(new PendingModel("flash", 1, 1));
        scene.apply(SampleEvents.ended(scene.key(1), RowState.FAILED, null));
        assertToBeBoughtAnew();
    }

    @Test
    void a_process_that_dies_between_the_loss_and_the_purchase_is_made_good_by_the_next() {
        scene.ledger().applyAll(List.of(SampleEvents.ended(scene.key(1), RowState.FAILED, null)));
        assertThat(scene.state(1)).isEqualTo(RowState.FAILED);
        scene.reopen();
        scene.ledger().recovery().recover();
        assertToBeBoughtAnew();
    }

    @Test
    void what_was_only_not_fetched_is_asked_for_again_and_not_bought() {
        scene.apply(SampleEvents.completed(scene.key(1), null));
        scene.apply(new LedgerEvent.DownloadFailed(scene.key(1), 1, RowState.DOWNLOAD_FAILED, EXPIRED, 5));
        assertThat(scene.ledger().redownloads().anyMayBeSubmitted()).isFalse();
        scene.ledger().recovery().recover();
        assertThat(scene.state(1)).isEqualTo(RowState.COMPLETED);
    }

    @Test
    void it_costs_this_run_nothing_whatever_the_service_says() {
        scene.apply(SampleEvents.completed(scene.key(1), "0.035"));
        scene.apply(new OutputsDownloaded(scene.key(1), 1, List.of(scene.picture("images/a-1.png")), 12));
        assertThat(scene.outcome(1).costUsd()).isZero();
        assertThat(scene.ledger().spending().total()).isZero();
        assertThat(scene.accounts().spent()).isZero();
        assertThat(scene.ledger().redownloads().anyMayBeSubmitted()).isFalse();
    }

    @Test
    void a_check_that_fails_its_pictures_is_no_loss() {
        scene.apply(SampleEvents.completed(scene.key(1), null));
        RowReason blank = new RowReason("CHECK_BLANK", "blank=0");
        scene.apply(new OutputsDownloaded(scene.key(1), 1, List.of(scene.picture("images/a-1.png")), 12, blank));
        assertThat(scene.state(1)).isEqualTo(RowState.FAILED);
        scene.ledger().recovery().recover();
        assertThat(scene.state(1)).isEqualTo(RowState.FAILED);
    }

    @Test
    void where_other_rows_alone_are_worked_on_nothing_comes_to_be_bought() {
        scene.ledger().recovery().recoverOnly(Set.of(RowState.DOWNLOAD_FAILED));
        assertThat(scene.ledger().redownloads().anyMayBeSubmitted()).isFalse();
        scene.apply(SampleEvents.ended(scene.key(1), RowState.FAILED, null));
        assertThat(scene.state(1)).isEqualTo(RowState.FAILED);
    }

    @Test
    void a_run_that_is_cancelled_buys_nothing_in_its_place() {
        scene.ledger().recovery().withdraw();
        scene.apply(SampleEvents.ended(scene.key(1), RowState.FAILED, null));
        assertThat(scene.state(1)).isEqualTo(RowState.FAILED);
    }

    @Test
    void a_purchase_that_another_run_never_got_is_failed_by_its_loss_even_if_it_cost_nothing() {
        scene.apply(new PurchaseAdopted(scene.key(2), 1, RowState.SUBMITTED, "request-b", BOUGHT, null));
        scene.apply(SampleEvents.ended(scene.key(2), RowState.FAILED, "0"));
        assertThat(scene.state(2)).isEqualTo(RowState.FAILED);
        scene.ledger().recovery().recover();
        assertThat(scene.state(2)).isEqualTo(RowState.FAILED);
    }

    private PurchaseAdopted fetchesAgain() {
        return new PurchaseAdopted(scene.key(1), 1, RowState.SUBMITTED, "request-a", BOUGHT, null, null, true);
    }

    private void assertToBeBoughtAnew() {
        assertThat(scene.state(1)).isEqualTo(RowState.PENDING);
        assertThat(scene.ledger().redownloads().anyMayBeSubmitted()).isFalse();
        scene.intend(1, 2, "0.02");
        scene.apply(new LedgerEvent.SubmitAccepted(scene.key(1), 2, "request-c"));
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo("0.02");
    }
}
