package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelInfoTest {

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"output", "image", "Images", "per output", "per_image", "/image", "generation"})
    void a_price_for_an_output_is_the_price(@Nullable String unit) {
        assertThat(priced(unit).pricePerOutput()).isEqualByComparingTo("0.05");
    }

    @ParameterizedTest
    @ValueSource(strings = {"second", "per_second", "megapixel", "1M tokens", "minute", "秒"})
    void a_price_for_anything_else_is_none(String unit) {
        assertThat(priced(unit).pricePerOutput()).isNull();
    }

    @Test
    void the_unit_is_named_where_it_is_why_the_price_is_unknown() {
        assertThat(priced("per_megapixel").unpricedMessage())
                .isEqualTo("the service prices flash per megapixel, not per output");
        assertThat(new ModelInfo("flash", null, "output", null).unpricedMessage())
                .isEqualTo("no price is known for flash");
    }

    private static ModelInfo priced(@Nullable String unit) {
        return new ModelInfo("flash", new BigDecimal("0.05"), unit, null);
    }
}
