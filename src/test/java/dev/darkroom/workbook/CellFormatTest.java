package dev.darkroom.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares what is shown with what spreadsheets show. */
class CellFormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "General ~ 4006381333931 ~ 4006381333931",
                "General ~ 0.1 ~ 0.1",
                "General ~ 0.30000000000000004 ~ 0.3",
                "General ~ 1E-3 ~ 0.001",
                "General ~ -12.50 ~ -12.5",
                "00000 ~ 42 ~ 00042",
                "0 ~ 4.006381333931E12 ~ 4006381333931",
                "000-00-0000 ~ 123456789 ~ 123-45-6789",
                "'\"SKU-\"0000' ~ 7 ~ SKU-0007",
                "0.00 ~ 2.345 ~ 2.35",
                "0.00 ~ -0.001 ~ 0.00",
                "0.## ~ 2.5 ~ 2.5",
                "#,##0.00 ~ 1234567.891 ~ 1,234,567.89",
                "#,##0 ~ -1234 ~ -1,234",
                "#,##0, ~ 1234567 ~ 1,235",
                "#,##0.00\\ [$€-407] ~ 1234.5 ~ 1,234.50 €",
                "_-* #,##0.00\\ \"kg\"_- ~ 3.5 ~ 3.50 kg",
                "0% ~ 0.125 ~ 13%",
                "0.00E+00 ~ 4006381333931 ~ 4.01E+12",
                "0.00E+00 ~ 9.999 ~ 1.00E+01",
                "##0.0E+0 ~ 12345 ~ 12.3E+3",
                "[Red]0;(0) ~ -5 ~ (5)",
                "0;-0;\"none\" ~ 0 ~ none",
                "[<10]\"few\";[>=10]\"many\" ~ 10 ~ many",
                "# ?/? ~ 0.5 ~ 0.5",
                "@ ~ 4006381333931 ~ 4006381333931",
                ".00 ~ 0.5 ~ .50",
                ".00 ~ 12.5 ~ 12.50",
                "'' ~ 5 ~ 5",
                "yyyy-mm-dd ~ 46354 ~ 2026-11-28",
                "dd.mm.yyyy\\ hh:mm ~ 46354.75 ~ 28.11.2026 18:00",
                "m/d/yy ~ 46354 ~ 11/28/26",
                "[$-409]mmmm\\ d\\,\\ yyyy;@ ~ 46354 ~ 'November 28, 2026'",
                "ddd\\ d-mmm ~ 46354 ~ Sat 28-Nov",
                "h:mm:ss\\ AM/PM ~ 0.999999 ~ '12:00:00 AM'",
                "[h]:mm ~ 1.5 ~ 36:00",
                "mm:ss.0 ~ 0.0006951 ~ 01:00.0",
                "yyyy-mm-dd ~ 1 ~ 1900-01-01",
                "yyyy-mm-dd ~ -1 ~ -1",
            })
    void a_number_is_shown_as_its_format_says(String code, String number, String shown) {
        assertThat(shown(code, number, false)).isEqualTo(shown);
    }

    @Test
    void days_are_counted_from_the_year_that_the_workbook_says() {
        assertThat(shown("yyyy-mm-dd", "44892", true)).isEqualTo("2026-11-28");
    }

    @Test
    void a_number_longer_than_spreadsheets_keep_is_told() {
        CellValues values = new CellValues(CellStyles.none(), false);

        assertThat(values.isRounded("4006381333931123")).isTrue();
        assertThat(values.isRounded("400638133393112")).isFalse();
    }

    private static String shown(String code, String number, boolean from1904) {
        return new CellValues(CellStyles.of(List.of(CellFormat.parse(code))), from1904).shown(number, 0, 1);
    }
}
