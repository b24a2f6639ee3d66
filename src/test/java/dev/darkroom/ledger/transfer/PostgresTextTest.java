package dev.darkroom.ledger.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.ledger.rows.UnusableLedgerException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "\u017c\u00f3\u0142w", "\uD83D\uDC22", "a\uD83D\uDC22b", "\u001B\t\n\\N"})
    void letters_of_all_scripts_are_held(String text) {
        assertThat(PostgresText.checked("row_input", text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\uD83D", "\uDC22", "\uDC22\uD83D a", "\uD83D\uD83D\uDC22"})
    void what_postgresql_cannot_hold_is_refused_with_the_table(String text) {
        assertThatThrownBy(() -> PostgresText.checked("row_input", text))
                .isInstanceOf(UnusableLedgerException.class)
                .hasMessageContaining("a text of the table row_input")
                .hasMessageContaining("Nothing was copied");
    }
}
