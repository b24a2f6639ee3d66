package dev.darkroom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTextTest {

    @ParameterizedTest
    @CsvSource({
        "0.6, 0.60",
        "0.020000, 0.02",
        "0.001, 0.001",
        "25, 25.00",
        "1E+3, 1000.00",
        "0, 0.00",
        "0E-6, 0.00",
        "-0.5, -0.50",
        "1E-7, 0.0000001"
    })
    void amounts_have_two_decimals_at_least_and_no_exponent(String amount, String text) {
        assertThat(MoneyText.digits(new BigDecimal(amount))).isEqualTo(text);
        assertThat(MoneyText.usd(new BigDecimal(amount))).isEqualTo(text + " USD");
    }
}
