package dev.darkroom.ledger.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RowStateTest {

    private static final Set<String> ALLOWED = Set.of(
            "PENDING SUBMITTING",
            "PENDING SUBMITTED",
            "PENDING UNKNOWN",
            "PENDING FOLLOWER",
            "PENDING REUSED",
            "PENDING REJECTED",
            "PENDING CANCELLED",
            "SUBMITTING SUBMITTED",
            "SUBMITTING PENDING",
            "SUBMITTING FAILED",
            "SUBMITTING UNKNOWN",
            "SUBMITTED COMPLETED",
            "SUBMITTED FAILED",
            "SUBMITTED CANCELLED",
            "SUBMITTED TIMED_OUT",
            "COMPLETED SUCCEEDED",
            "SUCCEEDED FAILED",
            "SUCCEEDED COMPLETED",
            "COMPLETED DOWNLOAD_FAILED",
            "COMPLETED FAILED",
            "TIMED_OUT SUBMITTED",
            "DOWNLOAD_FAILED COMPLETED",
            "UNKNOWN PENDING",
            "UNKNOWN SUBMITTED",
            "FAILED PENDING",
            "CANCELLED PENDING",
            "FOLLOWER PENDING",
            "FOLLOWER FOLLOWER",
            "REUSED PENDING",
            "REUSED REUSED");

    static List<String> everyPair() {
        List<String> pairs = new ArrayList<>();
        for (RowState from : RowState.values()) {
            for (RowState to : RowState.values()) {
                pairs.add(from + " " + to);
            }
        }
        return pairs;
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void a_row_moves_as_the_table_says_and_no_other_way(String pair) {
        List<String> ends = Arrays.asList(pair.split(" "));
        RowState from = RowState.valueOf(ends.get(0));
        RowState to = RowState.valueOf(ends.get(1));
        assertThat(from.mayBecome(to)).isEqualTo(ALLOWED.contains(pair));
    }

    @ParameterizedTest
    @EnumSource(RowState.class)
    void a_state_is_found_by_its_code(RowState state) {
        assertThat(RowState.of(state.code())).isSameAs(state);
    }

    @Test
    void no_two_states_share_a_code() {
        Set<Integer> codes = new HashSet<>();
        for (RowState state : RowState.values()) {
            assertThat(codes.add(state.code())).as(state.name()).isTrue();
        }
    }

    @Test
    void a_code_of_another_version_is_named() {
        assertThatThrownBy(() -> RowState.of(99)).hasMessageContaining("99");
    }
}
