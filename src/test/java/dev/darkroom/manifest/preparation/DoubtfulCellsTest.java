package dev.darkroom.manifest.preparation;

import static dev.darkroom.manifest.preparation.PreparedRows.aJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.darkroom.manifest.InputProblem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoubtfulCellsTest {

    private static final String INPUT = """
            {"prompt": "{{Title}} on white", "image_urls": ["{{Image}}"], "image_size": "square_hd"}""";

    @TempDir
    private Path folder;

    @Test
    void an_empty_column_in_a_text_that_is_sent_is_warned_of() {
        List<PreparedRow> rows = aJob(folder)
                .input(INPUT)
                .rows(
                        "Title,Image\nCup,https://a.example/1.jpg\n,https://a.example/2.jpg\n\u00a0,https://a.example/3.jpg\n");

        assertThat(rows.get(0).warnings()).isEmpty();
        assertThat(rows.get(1).warnings())
                .extracting(InputProblem::toString)
                .containsExactly(
                        "a.csv:3:Title: warning: Title is empty, and prompt is sent without it. Fill it in, or name"
                                + " the column in columns.fill-down to take the cell above, or in columns.required to have such"
                                + " rows rejected");
        assertThat(rows.get(2).warnings()).singleElement().matches(InputProblem::isStrictError);
    }

    @Test
    void an_empty_column_that_only_leaves_an_input_out_is_not() {
        List<PreparedRow> rows = aJob(folder)
                .input("{\"prompt\": \"{{t}}\", \"image_urls\": [\"{{a}}\", \"{{b}}\"], \"image_size\": \"{{size}}\"}")
                .rows("t,a,b,size\nCup,https://a.example/1.jpg,,square\n");

        assertThat(rows.get(0).warnings()).isEmpty();
        assertThat(rows.get(0).problems()).isEmpty();
    }

    @Test
    void a_rows_own_field_makes_the_template_and_its_empty_column_no_matter() {
        PreparedRow row = aJob(folder).input(INPUT).row("prompt,Title,Image\nA cup,,https://a.example/1.jpg\n");

        assertThat(row.warnings()).isEmpty();
    }

    @Test
    void an_empty_column_in_an_id_or_an_address_is_warned_of() {
        PreparedRow row = aJob(folder)
                .id("{{sku}}-{{view}}")
                .input(
                        "{\"prompt\": \"p\", \"image_urls\": [\"https://a.example/{{file}}\"], \"image_size\": \"square\"}")
                .row("sku,view,file\nA,,\n");

        assertThat(row.warnings())
                .extracting(InputProblem::message)
                .containsExactly(
                        "file is empty, and image_urls is sent without it",
                        "view is empty, and the id is made without it");
    }

    @Test
    void a_row_without_what_is_required_is_rejected() {
        List<PreparedRow> rows = aJob(folder)
                .required("Title")
                .input(INPUT)
                .rows("Title,Image\nCup,https://a.example/1.jpg\n \u200b,https://a.example/2.jpg\n");

        assertThat(rows.get(0).valid()).isTrue();
        assertThat(rows.get(1).problems())
                .extracting(InputProblem::code, InputProblem::message)
                .containsExactly(tuple("MISSING_VALUE", "Title is empty, and columns.required names it"));
    }

    @Test
    void an_empty_cell_takes_the_one_above_it_where_the_job_says_so() {
        List<PreparedRow> rows = aJob(folder).fillDown("Title").input(INPUT).rows("""
                        Title,Image
                        ,https://a.example/0.jpg
                        Cup,https://a.example/1.jpg
                        ,https://a.example/2.jpg
                        Lamp,broken,row
                        ,https://a.example/3.jpg
                        """);

        assertThat(rows)
                .extracting(row ->
                        row.input() == null ? "-" : row.input().path("prompt").asString())
                .containsExactly(" on white", "Cup on white", "Cup on white", "-", " on white");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#N/A",
                "#NV",
                "#REF!",
                "#DIV/0!",
                "#NAME?",
                "#VALEUR!",
                "########",
                "nan",
                "NaN",
                "null",
                "NULL",
                "None",
                "n/a",
                "undefined",
                "\\N",
                "4.0E+12",
                "4,01235E+12",
                "[object Object]"
            })
    void what_a_spreadsheet_or_a_program_leaves_is_warned_of(String word) {
        PreparedRow row = aJob(folder).input(INPUT).row("Title,Image\n\"" + word + "\",https://a.example/1.jpg\n");

        assertThat(row.warnings()).extracting(InputProblem::code).containsExactly("SPREADSHEET_WORD");
        assertThat(row.valid()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nancy", "#1 cup", "#red", "1E5", "Nullarbor", "A/N", "-"})
    void what_may_be_a_value_is_not(String word) {
        assertThat(aJob(folder)
                        .input(INPUT)
                        .row("Title,Image\n" + word + ",https://a.example/1.jpg\n")
                        .warnings())
                .isEmpty();
    }

    @Test
    void a_column_that_is_read_for_nothing_may_hold_anything() {
        PreparedRow row = aJob(folder).input(INPUT).row("Title,Image,Note\nCup,https://a.example/1.jpg,#N/A\n");

        assertThat(row.warnings()).isEmpty();
    }

    @Test
    void a_column_that_is_named_almost_as_an_input_is_warned_of() {
        RowPreparer preparer = aJob(folder)
                .input("{\"prompt\": \"{{Title}}\"}")
                .preparer("Title,Image Size,output-format,SEEDS,Image-URL,MODEL,ID,Height,Note\n");

        assertThat(preparer.warnings())
                .extracting(InputProblem::toString)
                .contains(
                        "a.csv:1:Image Size: warning: column Image Size looks like the input image_size and is not read."
                                + " Write image_size: \"{{Image Size}}\" below input in the job file, or list the column in"
                                + " columns.ignore",
                        "a.csv:1:Image-URL: warning: column Image-URL looks like the input image_urls and is not read."
                                + " Write image_urls: [\"{{Image-URL}}\"] below input in the job file, or list the column in"
                                + " columns.ignore");
        assertThat(preparer.warnings())
                .extracting(InputProblem::column)
                .containsExactlyInAnyOrder("Image Size", "output-format", "SEEDS", "Image-URL", "MODEL", "ID");
    }

    @Test
    void one_that_is_read_or_ignored_is_not() {
        RowPreparer preparer = aJob(folder)
                .id("ID")
                .ignore("Seed")
                .input("{\"prompt\": \"{{Prompt}}\", \"image_urls\": [\"{{Image URL}}\"]}")
                .preparer("ID,Prompt,Image URL,Seed,image_size\n");

        assertThat(preparer.warnings()).isEmpty();
    }

    @Test
    void a_missing_input_names_the_column_that_is_there() {
        PreparedRow row = aJob(folder).input("{}").row("Prompt,image_urls\nCup,https://a.example/1.jpg\n");

        assertThat(row.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).endsWith("; the manifest has a column Prompt");
            assertThat(problem.remedy()).isEqualTo("Write prompt: \"{{Prompt}}\" below input in the job file");
        });
    }
}
