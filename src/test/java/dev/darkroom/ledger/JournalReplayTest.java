package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JournalReplayTest {

    private static final RowKey ROW = new RowKey(1, 1);
    private static final Instant AT = Instant.parse("2026-11-21T20:00:00Z");
    private static final Picture PICTURE = new Picture("images/a-1.png", "0".repeat(64), 1, 1, 1, "image/png");

    private final JournalFold fold = new JournalFold();

    @Test
    void an_intent_the_ledger_lost_leaves_the_row_in_doubt() {
        journal("intent", null);
        assertThat(lost(RowState.PENDING, 0, false)).extracting(LedgerEvent::to).containsExactly(RowState.SUBMITTING);
    }

    @Test
    void a_request_id_the_ledger_lost_is_never_lost() {
        journal("intent", null);
        journal("accepted", "r-1");
        assertThat(lost(RowState.PENDING, 0, false))
                .extracting(LedgerEvent::to)
                .containsExactly(RowState.SUBMITTING, RowState.SUBMITTED);
        assertThat(lost(RowState.SUBMITTING, 1, true))
                .extracting(LedgerEvent::to)
                .containsExactly(RowState.SUBMITTED);
        assertThat(lost(RowState.UNKNOWN, 1, true)).extracting(LedgerEvent::to).containsExactly(RowState.SUBMITTED);
    }

    @Test
    void pictures_the_ledger_lost_are_entered_again() {
        journal("accepted", "r-1");
        fold.add(JournalLine.of("fetched", new LedgerEvent.Fetched(ROW, 1, List.of(PICTURE), 1), AT)
                .withPictures(List.of(PICTURE)));
        assertThat(lost(RowState.PENDING, 0, false))
                .extracting(LedgerEvent::to)
                .containsExactly(RowState.SUBMITTING, RowState.SUBMITTED, RowState.COMPLETED, RowState.SUCCEEDED);
        assertThat(lost(RowState.COMPLETED, 1, true))
                .extracting(LedgerEvent::to)
                .containsExactly(RowState.SUCCEEDED);
    }

    @Test
    void a_released_row_may_be_bought() {
        journal("intent", null);
        journal("released", null);
        assertThat(lost(RowState.PENDING, 0, false)).isEmpty();
        assertThat(lost(RowState.SUBMITTING, 1, true))
                .extracting(LedgerEvent::to)
                .containsExactly(RowState.PENDING);
    }

    @ParameterizedTest
    @EnumSource(
            value = RowState.class,
            names = {"SUCCEEDED", "FAILED", "CANCELLED", "TIMED_OUT", "DOWNLOAD_FAILED", "REJECTED"})
    void a_row_is_never_taken_back(RowState further) {
        journal("intent", null);
        journal("accepted", "r-1");
        assertThat(lost(further, 1, true)).isEmpty();
    }

    @Test
    void an_earlier_purchase_says_nothing_about_a_later_one() {
        journal("accepted", "r-1");
        assertThat(lost(RowState.SUBMITTING, 2, true)).isEmpty();
    }

    private void journal(String what, @Nullable String requestId) {
        JournalLine line = JournalLine.of(what, new LedgerEvent.Intended(ROW, 1, null), AT);
        fold.add(requestId == null ? line : line.withRequestId(requestId));
    }

    private List<LedgerEvent> lost(RowState state, int attempt, boolean purchased) {
        return new JournalReplay(fold).lost(new WorkPages.Standing(ROW, attempt, state, purchased));
    }
}
