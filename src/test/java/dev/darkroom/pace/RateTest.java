package dev.darkroom.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {

    @ParameterizedTest
    @CsvSource({
        "2, PT1S, PT0.5S, 2",
        "0.5, PT1S, PT2S, 0.5",
        "3, PT1S, PT0.333333333S, 3",
        "120, PT1M, PT0.5S, 2",
        "1, PT1H, PT1H, 0.000277",
        "1000000000, PT1S, PT0.000000001S, 1000000000",
        "0.01, PT24H, PT2400H, 0.0000001157"
    })
    void an_interval_is_the_time_from_one_to_the_next(
            BigDecimal count, Duration per, Duration interval, double perSecond) {
        CallRate rate = new CallRate(count, per);

        assertThat(rate.interval()).isEqualTo(interval);
        assertThat(rate.perSecond()).isCloseTo(perSecond, within(perSecond / 100));
    }

    @ParameterizedTest
    @CsvSource({"0, PT1S", "-1, PT1S", "1, PT0S", "1, PT-1S", "1000000001, PT1S", "1e-30, PT1S", "1, PT8760000000H"})
    void what_is_no_pace_is_refused(BigDecimal count, Duration per) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CallRate(count, per));
    }
}
