package dev.darkroom.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private final RetryBudget budget = new RetryBudget();

    @Test
    void a_few_repeats_are_free_and_then_each_is_earned_by_five_successes() {
        assertThat(repeats(100)).isEqualTo(20);
        earn(4);
        assertThat(budget.spend()).isFalse();
        earn(1);
        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isFalse();
    }

    @Test
    void a_long_good_time_earns_no_storm() {
        earn(10_000);
        assertThat(repeats(100)).isEqualTo(20);
    }

    private void earn(int successes) {
        for (int success = 0; success < successes; success++) {
            budget.earn();
        }
    }

    private int repeats(int wanted) {
        int granted = 0;
        for (int repeat = 0; repeat < wanted; repeat++) {
            granted += budget.spend() ? 1 : 0;
        }
        return granted;
    }
}
