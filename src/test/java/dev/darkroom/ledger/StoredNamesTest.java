package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.rows.ServiceCall;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.signals.StopReason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Holds the names and numbers that ledgers, journals and results out there hold; a constant may move, and what is
 * stored may not.
 */
class StoredNamesTest {

    @Test
    void states_are_stored_by_name_and_number() {
        assertThat(Arrays.stream(RowState.values()).map(state -> state.code() + " " + state.name()))
                .containsExactlyInAnyOrder(
                        "1 PENDING",
                        "2 SUBMITTING",
                        "3 SUBMITTED",
                        "4 COMPLETED",
                        "5 SUCCEEDED",
                        "6 REJECTED",
                        "7 REUSED",
                        "8 FOLLOWER",
                        "9 FAILED",
                        "10 CANCELLED",
                        "11 TIMED_OUT",
                        "12 DOWNLOAD_FAILED",
                        "13 UNKNOWN");
    }

    @Test
    void words_of_results_are_those_of_the_contract() {
        assertThat(Arrays.stream(RowStatus.values()).map(RowStatus::keyword))
                .containsExactlyInAnyOrder(
                        "succeeded",
                        "reused",
                        "rejected",
                        "failed",
                        "timed_out",
                        "cancelled",
                        "download_failed",
                        "unknown",
                        "submitted",
                        "pending");
    }

    @Test
    void calls_and_the_states_of_runs_are_stored_by_name() {
        assertThat(Arrays.stream(ServiceCall.values()).map(ServiceCall::name))
                .containsExactlyInAnyOrder("SUBMIT", "POLL", "CANCEL", "DOWNLOAD");
        assertThat(Arrays.stream(ServiceCall.values()).map(ServiceCall::keyword))
                .containsExactlyInAnyOrder("submit", "poll", "cancel", "download");
        assertThat(Arrays.stream(RunRecord.RunState.values()).map(RunRecord.RunState::name))
                .containsExactlyInAnyOrder("RUNNING", "STOPPED", "FINISHED");
    }

    @Test
    void reasons_of_a_stop_are_words_for_scripts() {
        assertThat(Arrays.stream(StopReason.values()).map(StopReason::keyword).distinct())
                .containsExactlyInAnyOrder(
                        "signal",
                        "outage",
                        "disk_full",
                        "database",
                        "bucket",
                        "failure",
                        "refused",
                        "account",
                        "budget",
                        "unconfirmed",
                        "deadline",
                        "window",
                        "canary",
                        "stop-if",
                        "stop-if-same",
                        "rebuild",
                        "rebuild-elsewhere",
                        "selection");
    }
}
