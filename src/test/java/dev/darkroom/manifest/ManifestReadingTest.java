package dev.darkroom.manifest;

import static dev.darkroom.manifest.ManifestFiles.gzip;
import static dev.darkroom.manifest.ManifestFiles.json;
import static dev.darkroom.manifest.ManifestFiles.rows;
import static dev.darkroom.manifest.ManifestFiles.survey;
import static dev.darkroom.manifest.ManifestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestReadingTest {

    private final Path folder;

    ManifestReadingTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("a.csv", "id,title\n1,Stuhl\n2,Tisch\n", "1=Stuhl@2 2=Tisch@3"),
                Arguments.of("no-line-end.csv", "id,title\n1,Stuhl", "1=Stuhl@2"),
                Arguments.of("windows.csv", "id;title\r\n1;Stuhl\r\n2;Tisch\r\n", "1=Stuhl@2 2=Tisch@3"),
                Arguments.of("old-mac.csv", "id,title\r1,Stuhl\r2,Tisch\r", "1=Stuhl@2 2=Tisch@3"),
                Arguments.of("tabs.csv", "id\ttitle\n1\tStuhl, rot\n", "1=Stuhl, rot@2"),
                Arguments.of("tabs.tsv", "id\ttitle\n1\tStuhl, rot; neu\n", "1=Stuhl, rot; neu@2"),
                Arguments.of("UPPER.CSV", "id,title\n1,Stuhl\n", "1=Stuhl@2"),
                Arguments.of("blank-lines.csv", "\n\nid,title\n\n1,Stuhl\n  \n,\n\n2,Tisch\n\n", "1=Stuhl@5 2=Tisch@9"),
                Arguments.of(
                        "quotes.csv", "id,title\n1,\"a, \"\"b\"\"\"\n2,\"\"\n3,\"\"\"\"\n", "1=a, \"b\"@2 2=@3 3=\"@4"),
                Arguments.of("breaks.csv", "id,title\n1,\"a\nb\r\nc\n\"\n2,d\n", "1=a\nb\r\nc\n@2 2=d@6"),
                Arguments.of(
                        "inches.csv", "id,title\n1,27\" screen\n2,19\" screen\n", "1=27\" screen@2 2=19\" screen@3"),
                Arguments.of("spaced.csv", "\"id\" ,title\n\"1\" ,\"a\"  \n", "1=a@2"),
                Arguments.of("backslash.csv", "id,title\n1,C:\\new\\\n2,\"\\\"\n", "1=C:\\new\\@2 2=\\@3"),
                Arguments.of("quoted-header.csv", "\"id\";\"title, long; or short\";x,y\n1;a;b\n", "1=a@2"),
                Arguments.of("excel.csv", "sep=;\nid;title\n1;a,b\n", "1=a,b@3"),
                Arguments.of("guarded.csv", "id,title\n1,'=SUM(A1)\n2,''a'\n3,-5\n", "1==SUM(A1)@2 2=''a'@3 3=-5@4"),
                Arguments.of("blank.csv", "id, title \n1, a b \n", "1= a b @2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void csv_comes_through_whole(String name, String text, String expected) {
        assertThat(shown(write(folder, name, text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, ''", "UTF-8, \uFEFF", "UTF-16LE, \uFEFF", "UTF-16BE, \uFEFF"})
    void umlauts_survive_every_encoding_that_is_known(Charset charset, String mark) {
        String text = mark + "id;title\n1;Größe “XL” – 日本 🪑\n";
        assertThat(shown(write(folder, "a.csv", text, charset))).isEqualTo("1=Größe “XL” – 日本 🪑@2");
    }

    @ParameterizedTest
    @CsvSource({"a.csv.gz", "A.CSV.GZ", "b.tsv.gz", "c.jsonl.gz"})
    void gzip_is_unpacked(String name) {
        String text = name.startsWith("b")
                ? "id\ttitle\n1\tä\n"
                : name.startsWith("c") ? "{\"id\": \"1\", \"title\": \"ä\"}\n" : "id,title\n1,ä\n";
        assertThat(shown(write(folder, name, gzip(text)))).startsWith("1=ä@");
    }

    @Test
    void a_long_text_with_characters_across_buffers_is_read_whole() {
        String title = "äöü🪑".repeat(50_000);
        List<ManifestRow> rows = rows(write(folder, "a.csv", "id,title\n1,x" + title + "\n2,y\n"));
        assertThat(rows.get(0).cells().path("title").stringValue()).isEqualTo("x" + title);
        assertThat(rows).hasSize(2);
    }

    @Test
    void a_fixed_delimiter_wins_over_the_detected_one() {
        Manifest detected = write(folder, "a.csv", "a,b,c;d\n1,2,3;4\n");
        Manifest fixed = new Manifest(detected.path(), "a.csv", ManifestFormat.CSV, ';');
        assertThat(survey(detected).columns()).containsExactly("a", "b", "c;d");
        assertThat(survey(fixed).columns()).containsExactly("a,b,c", "d");
        assertThat(survey(fixed).delimiter()).isEqualTo(';');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            1,a,b  ~ RAGGED_ROW    ~ the row has 3 cells, the header 2
            1,\0a  ~ NUL_CHARACTER ~ the row holds NUL characters
            """)
    void a_broken_csv_row_is_told_and_the_next_one_read(String line, String code, String message) {
        List<ManifestRow> rows = rows(write(folder, "a.csv", "id,title\n" + line + "\n2,b\n"));
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).cells().path("id").stringValue()).isEqualTo("1");
        assertThat(rows.get(0).broken()).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.message()).isEqualTo(message);
            assertThat(problem.file()).isEqualTo("a.csv");
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.remedy()).isNotBlank();
        });
        assertThat(rows.get(1).broken()).isNull();
    }

    @Test
    void jsonl_keeps_its_types() {
        List<ManifestRow> rows = rows(write(
                folder,
                "a.jsonl",
                "\uFEFF{\"id\": 7, \"tags\": [\"a\", 2.50], \"x\": null}\r\n\n{\"y\": {\"z\": true}}"));
        assertThat(rows.get(0).cells()).isEqualTo(json("{\"id\": 7, \"tags\": [\"a\", 2.50], \"x\": null}"));
        assertThat(rows.get(1)).isEqualTo(new ManifestRow(2, 3, json("{\"y\": {\"z\": true}}"), null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            {"id": 1               ~ the line is not JSON at character
            {"id": }               ~ the line is not JSON at character 8
            {"id": 1, "id": 2}     ~ Duplicate
            {"id": 1} {"id": 2}    ~ the line is not JSON at character
            [1]                    ~ the line is JSON, but not an object
            "text"                 ~ the line is JSON, but not an object
            {"id": NaN}            ~ the line is not JSON at character
            id,title               ~ the line is not JSON at character
            """)
    void a_broken_json_line_is_told_and_the_next_one_read(String line, String message) {
        List<ManifestRow> rows = rows(write(folder, "a.jsonl", "{\"id\": 0}\n" + line + "\n{\"id\": 3}\n"));
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1).broken()).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("MALFORMED_JSON");
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.message()).contains(message);
        });
        assertThat(rows.get(2).broken()).isNull();
    }

    private static String shown(Manifest manifest) {
        return String.join(
                " ",
                rows(manifest).stream()
                        .map(row -> row.cells().path("id").asString() + "="
                                + row.cells().properties().stream()
                                        .skip(1)
                                        .findFirst()
                                        .orElseThrow()
                                        .getValue()
                                        .asString()
                                + "@" + row.line())
                        .toList());
    }

    @Test
    void a_semicolon_export_comes_through_whole() {
        String export = "\uFEFFsku;title;image_urls;Preis;Formel;Beschreibung\r\n"
                + "A-1;Hängelampe Ärmel;https://shop.example/1.jpg|https://shop.example/2.jpg;19,90;=SUMME(D2:D9);\"weiß;\r\nmatt\"\r\n"
                + "A-2;Öse;https://shop.example/3.jpg;5;'=A1;\"\"\"neu\"\"\"\r\n";
        List<ManifestRow> rows = rows(write(folder, "export.csv", export, StandardCharsets.UTF_8));
        assertThat(rows).extracting(ManifestRow::cells).containsExactly(json("""
                        {"sku": "A-1", "title": "Hängelampe Ärmel",
                         "image_urls": "https://shop.example/1.jpg|https://shop.example/2.jpg",
                         "Preis": "19,90", "Formel": "=SUMME(D2:D9)", "Beschreibung": "weiß;\\r\\nmatt"}"""), json("""
                        {"sku": "A-2", "title": "Öse", "image_urls": "https://shop.example/3.jpg",
                         "Preis": "5", "Formel": "=A1", "Beschreibung": "\\"neu\\""}"""));
        assertThat(rows).extracting(ManifestRow::line).containsExactly(2L, 4L);
    }
}
