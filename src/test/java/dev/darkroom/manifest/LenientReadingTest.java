package dev.darkroom.manifest;

import static dev.darkroom.manifest.preparation.PreparedRows.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.preparation.JobInputProblem;
import dev.darkroom.manifest.preparation.PreparedRow;
import dev.darkroom.manifest.preparation.PreparedRows;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LenientReadingTest {

    private static final String INPUT =
            "{\"prompt\": \"{{title}}\", \"image_urls\": [\"https://a.example/{{sku}}.jpg\"],"
                    + " \"image_size\": \"square\"}";

    @TempDir
    private Path folder;

    @Test
    void columns_without_a_name_are_left_out_and_counted() {
        ManifestSurvey survey = survey("sku,title,,\r\nA,Cup,,\r\nB,Lamp,x,\r\n,,,\r\nC,Bowl,y,z\r\n");

        assertThat(survey.columns()).containsExactly("sku", "title");
        assertThat(survey.rows()).isEqualTo(3);
        assertThat(survey.warnings())
                .extracting(InputProblem::toString)
                .containsExactly("a.csv:1: warning: columns 3, 4 have no name and are not read; 2 rows have something"
                        + " there, first in line 3. Name it, or delete the column");
    }

    @Test
    void a_name_has_no_blanks_and_marks_around_it() {
        assertThat(survey("\uFEFF\uFEFFsku\u00a0,\u200btitle\t, image url \r\nA,Cup,x\r\n")
                        .columns())
                .containsExactly("sku", "title", "image url");
    }

    @Test
    void the_index_that_a_data_frame_writes_is_no_column() {
        ManifestSurvey survey = survey(",sku,title\n0,A,Cup\n1,B,Lamp\n");

        assertThat(survey.columns()).containsExactly("sku", "title");
        assertThat(read(",sku,title\n0,A,Cup\n").get(0).cells().toString())
                .isEqualTo("{\"sku\":\"A\",\"title\":\"Cup\"}");
    }

    @Test
    void empty_cells_behind_the_last_column_lose_nothing() {
        List<PreparedRow> rows = job().rows("sku,title\nA,Cup,\nB,Lamp, ,\n");

        assertThat(rows).allMatch(PreparedRow::valid);
        assertThat(survey("sku,title\nA,Cup,\nB,Lamp, ,\n").warnings())
                .extracting(InputProblem::toString)
                .containsExactly(
                        "a.csv:2: warning: 2 rows end in empty cells behind the last column. Nothing is lost; leave"
                                + " the delimiters out");
    }

    @Test
    void a_short_row_is_read_where_it_lacks_what_nothing_uses() {
        List<PreparedRow> rows = job().rows("sku,title,note\nA,Cup\nB\nC,Bowl,x\n");

        assertThat(rows.get(0).valid()).isTrue();
        assertThat(rows.get(0).warnings())
                .extracting(InputProblem::toString)
                .containsExactly("a.csv:2: warning: the row has 2 cells, the header 3. Add the cells of note");
        assertThat(rows.get(1).problems())
                .extracting(InputProblem::toString)
                .containsExactly("a.csv:3: the row has 1 cell, the header 3. Add the cells of title, note");
        assertThat(rows.get(2).warnings()).isEmpty();
    }

    @Test
    void a_short_row_at_the_end_of_a_file_without_a_line_end_was_cut_off() {
        List<PreparedRow> rows = job().rows("sku,title,note\nA,Cup,x\nB,La");

        assertThat(rows.get(1).problems()).extracting(InputProblem::code).containsExactly("RAGGED_ROW");
    }

    @Test
    void the_second_column_of_a_name_is_told_apart() {
        String text = "sku,title,tags,tags,tags (2),tags\nA,Cup,clay,cup,x,y\n";

        assertThat(survey(text).columns()).containsExactly("sku", "title", "tags", "tags (3)", "tags (2)", "tags (4)");
        assertThat(survey(text).warnings()).extracting(InputProblem::code).containsExactly("DUPLICATE_COLUMN");
        assertThat(job().preparer(text).problems()).isEmpty();
        assertThat(job().rows(text)).allMatch(PreparedRow::valid);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            sku,title,title        ~ /input/prompt
            sku,title,sku          ~ /columns/id
            sku,title,seed,seed    ~ /manifest
            sku,title,model,model  ~ /manifest
            """)
    void two_columns_of_a_name_that_is_used_are_refused(String header, String pointer) {
        assertThat(job().preparer(header + "\n").problems())
                .filteredOn(problem -> problem.code().equals("DUPLICATE_COLUMN"))
                .extracting(JobInputProblem::pointer)
                .contains(pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"<div class=\\\"box\\\">Clay, thrown</div>\"",
                "\"said \\\"wow\\\"\"",
                "\"a \\\"b\\\", c\"",
                "\"\\\"a\\\"\"",
                "\"a \\\"b\\\"\nc\""
            })
    void a_quote_with_a_backslash_harms_no_row_that_does_not_use_it(String cell) {
        String text = "sku,title,note\nA,Cup," + cell + "\nB,Lamp,x\n";

        List<PreparedRow> unused = job().rows(text);
        assertThat(unused).hasSize(2).allMatch(PreparedRow::valid);
        assertThat(unused.get(0).warnings()).extracting(InputProblem::code).containsExactly("BROKEN_QUOTE");
        assertThat(unused.get(0).kept().path("note").asString()).isEqualTo(cell.substring(1, cell.length() - 1));

        List<PreparedRow> used = job().input(INPUT.replace("title", "note")).rows(text);
        assertThat(used.get(0).problems())
                .extracting(InputProblem::message)
                .containsExactly("a quote in the cell of note has a backslash before it");
        assertThat(used.get(1).valid()).isTrue();
    }

    @Test
    void a_cell_that_ends_in_a_backslash_is_as_it_was() {
        assertThat(read("sku,path,n\nA,\"C:\\\",1\nB,\"say \\\"\"x\\\"\"\",2\n").stream()
                        .map(row -> row.cells().path("path").asString()
                                + row.doubts().size())
                        .collect(Collectors.joining(" ")))
                .isEqualTo("C:\\0 say \\\"x\\\"0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            sku|title         ~ A|Cup     ~ |
            "sku"|"title|x"   ~ "A"|"Cup" ~ |
            sku,a|b|c         ~ A,Cup     ~ ,
            sku               ~ A         ~ ,
            """)
    void a_pipe_parts_cells_where_nothing_else_does(String header, String row, char delimiter) {
        String text = header + "\n" + row + "\n";
        assertThat(survey(text).delimiter()).isEqualTo(delimiter);
        assertThat(read(text).get(0).cells().path("sku").asString()).isEqualTo("A");
    }

    @Test
    void ndjson_is_jsonl() {
        assertThat(ManifestFormat.of("A.NDJSON.gz")).contains(ManifestFormat.JSONL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            {"sku": "A\\ud83c"}                 ~ NOT_UNICODE   ~ sku   ~ sku holds half a character, \\ud83c, which is not Unicode
            {"sku": "A\\udf89\\ud83c"}          ~ NOT_UNICODE   ~ sku   ~ sku holds half a character, \\udf89, which is not Unicode
            {"sku": "A", "title": "\\u0000"}    ~ NUL_CHARACTER ~ title ~ title holds a NUL character
            {"sku": "A", "t": ["x", {"y\\u0000": 1}]} ~ NUL_CHARACTER ~ t ~ t holds a NUL character
            {"sku": "A", "k\\ud83c": 1}         ~ NOT_UNICODE   ~       ~ a key holds half a character, \\ud83c, which is not Unicode
            """)
    void what_is_no_text_is_refused_and_goes_no_further(String line, String code, String column, String message) {
        Manifest manifest = ManifestFiles.write(folder, "a.jsonl", line + "\n{\"sku\": \"OK \\ud83c\\udf89\"}\n");
        List<ManifestRow> rows = ManifestFiles.rows(manifest);

        assertThat(rows.get(0).broken())
                .isEqualTo(
                        new InputProblem("a.jsonl", 1, column, code, message, remedy(ErrorCode.valueOf(code)), false));
        assertThat(rows.get(0).cells().toString()).doesNotContain("\\u");
        assertThat(rows.get(1).broken()).isNull();
        assertThat(ManifestFiles.survey(manifest).columns()).isSubsetOf("sku", "title", "t");
    }

    /** One fault has one remedy, whoever reads it. */
    @Test
    void nul_has_one_remedy() {
        Manifest manifest = ManifestFiles.write(folder, "a.csv", "sku\nA\0\n");

        assertThat(ManifestFiles.rows(manifest).get(0).broken())
                .extracting(InputProblem::code, InputProblem::remedy)
                .containsExactly("NUL_CHARACTER", remedy(ErrorCode.NUL_CHARACTER));
    }

    private static String remedy(ErrorCode code) {
        return code.advice().orElseThrow().whatToDo();
    }

    private PreparedRows job() {
        return aJob(folder).id("sku").input(INPUT);
    }

    private ManifestSurvey survey(String text) {
        return ManifestFiles.survey(ManifestFiles.write(folder, "a.csv", text));
    }

    private List<ManifestRow> read(String text) {
        return ManifestFiles.rows(ManifestFiles.write(folder, "a.csv", text));
    }
}
