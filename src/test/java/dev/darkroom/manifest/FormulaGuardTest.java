package dev.darkroom.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaGuardTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            =SUM(A1)   ~ '=SUM(A1)
            +49 30     ~ '+49 30
            -x         ~ '-x
            @name      ~ '@name
            '=a        ~ ''=a
            -5         ~ -5
            +2,50      ~ +2,50
            1e-3       ~ 1e-3
            text       ~ text
            'text      ~ 'text
            a=b        ~ a=b
            """)
    void guards_what_a_spreadsheet_would_run(String cell, String guarded) {
        assertThat(FormulaGuard.guard(cell)).isEqualTo(guarded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'", "=a", "'=a", "''=a", "-5", "'-5", "\ta", "\r\n=a", "＝a", "text", "'text", "@"})
    void what_was_guarded_comes_back_as_it_was(String cell) {
        assertThat(FormulaGuard.unguard(FormulaGuard.guard(cell))).isEqualTo(cell);
    }
}
