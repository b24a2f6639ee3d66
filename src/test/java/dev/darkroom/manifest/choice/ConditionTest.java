package dev.darkroom.manifest.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.manifest.choice.Condition.NamedColumn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

    private static final Map<String, List<String>> ROW = Map.of(
            "brand", List.of("Acme"),
            "season", List.of("aw26"),
            "title", List.of("Red shoe, left"),
            "price", List.of("9.50"),
            "stock", List.of("10"),
            "code", List.of("0012"),
            "day", List.of("2026-11-28"),
            "note", List.of(""),
            "Variant SKU", List.of("X-1"),
            "flag", List.of("blank", "size"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "brand = Acme",
                "brand == Acme",
                "brand != acme",
                "brand <> other",
                "season in (ss27, aw26)",
                "season IN ('aw26')",
                "season not in (ss26, ss27)",
                "brand = Acme and season = aw26",
                "brand = other or season = aw26",
                "brand = Acme or brand = other and season = ss27",
                "not brand = other",
                "not (brand = Acme and season = ss27)",
                "(brand = other or season = aw26) and stock = 10",
                "price < 10",
                "price <= 9.5",
                "stock > 9",
                "stock >= 10",
                "stock = 10.0",
                "day >= 2026-11-01 and day < 2026-12-01",
                "note is empty",
                "brand is not empty",
                "note = ''",
                "title contains SHOE",
                "title starts with red",
                "title ends with 'shoe, left'",
                "title not contains boot",
                "'Variant SKU' = X-1",
                "\"Variant SKU\" = \"X-1\"",
                "title = 'Red shoe, left'",
                "flag = size",
                "flag in (size, aspect)",
                "flag != aspect",
                "code = 0012",
            })
    void a_row_meets_it(String condition) {
        assertThat(holds(condition)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "brand = acme",
                "brand != Acme",
                "season not in (aw26)",
                "brand = Acme and season = ss27",
                "not brand = Acme",
                "price < 9",
                "stock > 100",
                "brand < 5",
                "note < 5",
                "note < a",
                "note is not empty",
                "brand is empty",
                "title starts with shoe",
                "flag != blank",
                "flag not in (blank, aspect)",
                "code = 12",
                "gone = x",
            })
    void a_row_does_not_meet_it(String condition) {
        assertThat(holds(condition)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "brand acme | 7 | found \"acme\"",
                "brand = | 8 | expected a value",
                "brand = acme andd x = y | 14 | expected and, or, or the end",
                "brand = 'acme | 9 | a quote begins that does not end",
                "brand in acme | 10 | expected (",
                "brand in () | 11 | expected a value",
                "(brand = acme | 14 | expected )",
                "and = acme | 1 | expected a column",
                "brand is full | 10 | expected empty",
                "brand ! acme | 7 | expected =",
                "brand starts acme | 7 | expected =",
                "`` | 1 | expected a column",
            })
    void what_is_no_condition_is_refused_at_its_character(String text, int character, String message) {
        assertThatThrownBy(() -> Condition.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("is not a condition: at character " + character + " ")
                .hasMessageContaining(message);
    }

    @Test
    void a_condition_that_is_nested_without_end_is_refused() {
        assertThatThrownBy(() -> Condition.parse("(".repeat(100_000)))
                .isInstanceOf(ConditionException.class)
                .hasMessageContaining("nested too deeply");
    }

    @Test
    void its_columns_are_known_with_their_places() {
        assertThat(Condition.parse("brand = a and not ('Variant SKU' is empty)").columns())
                .containsExactly(new NamedColumn("brand", 1), new NamedColumn("Variant SKU", 20));
    }

    @Test
    void numbers_in_cells_have_the_decimal_point_of_the_job() {
        CellLookup row = new CellLookup() {
            @Override
            public List<String> values(String column) {
                return List.of("12,50");
            }

            @Override
            public char decimal() {
                return ',';
            }
        };

        assertThat(Condition.parse("price < 13").holds(row)).isTrue();
        assertThat(Condition.parse("price = 12.5").holds(row)).isTrue();
        assertThat(Condition.parse("price = '12,50'").holds(row)).isTrue();
        assertThat(Condition.parse("price > 13").holds(row)).isFalse();
    }

    private static boolean holds(String condition) {
        return Condition.parse(condition).holds(column -> ROW.getOrDefault(column, List.of("")));
    }
}
