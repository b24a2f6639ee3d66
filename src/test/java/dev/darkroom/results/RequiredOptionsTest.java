package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequiredOptionsTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "canary: 5 of the first 5 rows failed, --past-stop",
                "stop-if-same: 3 rows in a row, --past-stop",
                "rebuild: the ledger was restored, --past-stop",
                "canary: no; also signal: a budget of --max-cost, --past-stop",
                "stop-if: no; also budget: used up; a higher --max-cost goes on, --past-stop --max-cost USD",
                "budget: 0.05 USD are spent; a higher --max-cost goes on, --max-cost USD",
                "budget: no price is known for x: set budget.price, --set budget.price=USD",
                "refused: no price is known for x. Set budget.price, --set budget.price=USD",
                "budget: more is bought from tomorrow on, ''",
                "outage: the service is away, ''",
                "unconfirmed: more than confirm-over allows unasked: start it again with --yes, --yes",
                "unconfirmed: rows are invalid and --strict buys nothing then, ''",
                "-, ''"
            })
    void a_stop_that_would_come_again_names_what_keeps_it_away(@Nullable String reason, String options) {
        assertThat(String.join(" ", RequiredOptions.of(reason))).isEqualTo(options);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "window: closed; it opens at 2026-11-29 01:00 UTC | buys nothing before the window opens at 2026-11-29 01:00"
                        + " UTC, but at once with --set window=none",
                "budget: used up; more is bought from 2026-12-01 00:00 UTC on, or with a higher budget.per-month | buys"
                        + " nothing before 2026-12-01 00:00 UTC, but at once with a higher --set budget.per-month=USD",
                "rebuild-elsewhere: look and goes on with that run: resume --past-stop a-2; or ends it: cancel a-2 | buys"
                        + " nothing before: resume --past-stop a-2",
                "rebuild-elsewhere: look and says so: resume --past-stop a-2 | buys nothing before: resume --past-stop a-2",
                "budget: 0.05 USD are spent; a higher --max-cost goes on | -",
                "outage: the service asks for a pause of 1h, longer than outage-limit allows (30m) | buys nothing before that"
                        + " pause is over, or waits for it with --set outage-limit=TIME",
                "outage: the service asked an earlier start for a pause, of which 59m are left | buys nothing before that"
                        + " pause is over, or waits for it with --set outage-limit=TIME",
                "outage: the service is away | -",
                "canary: it opens at once | -",
                "- | -"
            })
    void a_stop_that_ends_with_time_says_when_and_what_does_not_wait_for_it(
            @Nullable String reason, @Nullable String delay) {
        assertThat(RequiredOptions.delay(reason)).isEqualTo(delay);
    }
}
