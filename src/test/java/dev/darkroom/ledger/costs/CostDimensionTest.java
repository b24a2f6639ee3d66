package dev.darkroom.ledger.costs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostDimensionTest {

    @ParameterizedTest
    @CsvSource({
        "month, month, false",
        "brand, brand, true",
        "column:brand, brand, true",
        "column:month, column:month, true",
        "column:column:x, column:column:x, true",
        "column, column, true"
    })
    void a_name_is_told_so_that_it_can_be_read_again(String given, String told, boolean isColumn) {
        CostDimension dimension = CostDimension.of(given);

        assertThat(dimension.name()).isEqualTo(told);
        assertThat(dimension.isColumn()).isEqualTo(isColumn);
        assertThat(CostDimension.of(told)).isEqualTo(dimension);
    }
}
