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
                "budget: 0.05 USD are spent; a higher --max-cost goes on, --max-cost USD",
                "budget: no price is known for x: set budget.price, --set budget.price=USD",
                "refused: no price is known for x. Set budget.price, --set budget.price=USD",
                "budget: more is bought from tomorrow on, ''",
                "outage: the service is away, ''",
                "-, ''"
            })
    void a_stop_that_would_come_again_names_what_keeps_it_away(@Nullable String reason, String options) {
        assertThat(String.join(" ", RequiredOptions.of(reason))).isEqualTo(options);
    }
}
