package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.manifest.CsvDialect;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

    private static final CsvDialect PLAIN = new CsvDialect(',', '.', false);
    private static final CsvDialect GERMAN = new CsvDialect(';', ',', true);

    private final StringWriter text = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                " spaces around ",
                "a,b;c\td",
                "say \"hi\"",
                "\"",
                "two\nlines",
                "windows\r\nlines",
                "lone\rreturn",
                "Größe äöüß €",
                "back\\slash\\",
                "=1+1",
                "+49 30 123",
                "-x",
                "@cmd",
                "\tTab",
                "'quoted'",
                "'=1",
                "-5",
                "👩‍🚀",
                "=HYPERLINK(\"http://x\";\"y\")"
            })
    void every_text_comes_back_as_it_was(String cell) throws IOException {
        for (CsvDialect dialect : List.of(PLAIN, GERMAN, new CsvDialect('\t', '.', true))) {
            StringWriter out = new StringWriter();
            CsvFile csv = new CsvFile(out, dialect);
            csv.text("before").text(cell).text("after").endLine();

            assertThat(CsvText.parse(out.toString(), dialect.delimiter()))
                    .containsExactly(List.of("before", cell, "after"));
        }
    }

    @Test
    void a_formula_is_guarded_and_a_number_is_not() throws IOException {
        csv(PLAIN).text("=1+1").text("-5").text("@x").endLine();

        assertThat(text).hasToString("'=1+1,-5,'@x\n");
    }

    @Test
    void a_column_named_like_a_formula_is_guarded_too() throws IOException {
        csv(PLAIN).header(List.of("id", "=cmd"));

        assertThat(text).hasToString("id,'=cmd\n");
    }

    @Test
    void a_dialect_sets_the_delimiter_the_decimal_point_and_the_byte_order_mark() throws IOException {
        csv(GERMAN)
                .text("a;b")
                .decimal(new BigDecimal("0.02"))
                .number(7L)
                .text("c,d")
                .endLine();

        assertThat(text).hasToString("\uFEFF\"a;b\";0,02;7;c,d\n");
    }

    @Test
    void a_decimal_comma_is_quoted_between_commas() throws IOException {
        csv(new CsvDialect(',', ',', false))
                .decimal(new BigDecimal("0.02"))
                .text("x")
                .endLine();

        assertThat(text).hasToString("\"0,02\",x\n");
    }

    @Test
    void what_is_not_there_is_an_empty_cell() throws IOException {
        csv(PLAIN)
                .text(null)
                .number(null)
                .decimal(null)
                .time(null)
                .joined(Stream.of())
                .endLine();

        assertThat(text).hasToString(",,,,\n");
    }

    @Test
    void times_are_utc_with_milliseconds_and_values_are_joined() throws IOException {
        csv(PLAIN)
                .time(Instant.parse("2026-11-21T12:00:00Z"))
                .time(Instant.parse("2026-11-21T12:00:00.123987Z"))
                .joined(Stream.of("a", "b"))
                .endLine();

        assertThat(text).hasToString("2026-11-21T12:00:00.000Z,2026-11-21T12:00:00.123Z,a|b\n");
    }

    @Test
    void a_full_disk_is_not_swallowed() throws IOException {
        CsvFile csv = new CsvFile(new FullDisk(), PLAIN);

        assertThatThrownBy(() -> csv.text("a").endLine())
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }

    private CsvFile csv(CsvDialect dialect) throws IOException {
        return new CsvFile(text, dialect);
    }

    private static final class FullDisk extends Writer {

        @Override
        public void write(char[] characters, int offset, int length) throws IOException {
            throw new IOException("no space left");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
