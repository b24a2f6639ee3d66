package dev.darkroom.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.darkroom.io.Sha256;
import dev.darkroom.workbook.WorkbookBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sheet is read by the rules of CSV. */
class WorkbookManifestTest {

    private static final String PICTURE = "https://shop.example/a.jpg";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final WorkbookBuilder book = new WorkbookBuilder().formats("00000");

    @Test
    void a_sheet_gives_the_rows_that_its_csv_would() {
        book.sheet(
                "Products",
                WorkbookBuilder.row(1),
                WorkbookBuilder.row(3, " sku ", "title", "image_url"),
                "<row r=\"4\"><c r=\"A4\" s=\"1\"><v>42</v></c><c r=\"B4\" t=\"inlineStr\"><is><t>'=1+1</t></is></c></row>",
                WorkbookBuilder.row(5, " ", ""),
                WorkbookBuilder.row(9, "43", "b", PICTURE));
        Manifest manifest = manifest();

        List<ManifestRow> rows = ManifestFiles.rows(manifest);
        assertThat(rows).extracting(ManifestRow::line).containsExactly(4L, 9L);
        assertThat(rows).extracting(ManifestRow::number).containsExactly(1L, 2L);
        assertThat(rows.get(0).cells())
                .isEqualTo(ManifestFiles.json("{\"sku\": \"00042\", \"title\": \"=1+1\", \"image_url\": \"\"}"));
        ManifestSurvey survey = ManifestFiles.survey(manifest);
        assertThat(survey.columns()).containsExactly("sku", "title", "image_url");
        assertThat(survey.headerLine()).isEqualTo(3);
        assertThat(survey.rows()).isEqualTo(2);
        assertThat(survey.warnings()).isEmpty();
    }

    @Test
    void the_hash_is_that_of_the_file() throws Exception {
        book.sheet("Products", WorkbookBuilder.row(1, "sku"));
        Manifest manifest = manifest();

        assertThat(ManifestFiles.survey(manifest).sha256())
                .isEqualTo(Sha256.hex(manifest.path()))
                .isEqualTo(manifest.sha256());
    }

    @Test
    void what_is_not_as_it_should_be_is_told_with_its_row() {
        book.sheet(
                "Products",
                WorkbookBuilder.row(1, "sku", "", "title"),
                "<row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"><v>2</v></c><c r=\"E2\"><v>3</v></c></row>");

        List<InputProblem> warnings = ManifestFiles.survey(manifest()).warnings();
        assertThat(warnings).extracting(InputProblem::code).containsExactly("EMPTY_COLUMN_NAME", "HIDDEN_ROWS");
        assertThat(warnings.get(0).message())
                .isEqualTo("columns 2, 5 have no name and are not read; 1 row has something there, first in row 2");
        assertThat(warnings.get(1).line()).isEqualTo(2);
        assertThat(warnings.get(1).message()).isEqualTo("1 row is hidden and is read like the others");
    }

    @Test
    void merged_cells_are_told_with_the_rule_that_fills_them() {
        book.sheet(
                "Products",
                WorkbookBuilder.row(1, "sku")
                        + "</sheetData><mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells><sheetData>");

        assertThat(ManifestFiles.survey(manifest()).warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("MERGED_CELLS");
            assertThat(warning.remedy()).contains("columns.fill-down");
        });
    }

    @Test
    void cells_that_cannot_be_trusted_are_in_doubt() {
        book.sheet(
                "Products",
                WorkbookBuilder.row(1, "sku", "title"),
                "<row r=\"2\"><c r=\"A2\"><v>4006381333931123</v></c><c r=\"B2\"><f>A2</f></c></row>");

        List<RowDoubt> doubts = ManifestFiles.rows(manifest()).get(0).doubts();
        assertThat(doubts)
                .extracting(doubt -> doubt.fault().code())
                .containsExactlyInAnyOrder("ROUNDED_NUMBER", "NO_CALCULATED_VALUE");
        assertThat(doubts).extracting(RowDoubt::columns).containsExactlyInAnyOrder(List.of("sku"), List.of("title"));
    }

    @Test
    void a_named_sheet_is_read_and_one_that_is_not_there_refused() {
        book.sheet("Notes", WorkbookBuilder.row(1, "note")).sheet("Products", WorkbookBuilder.row(1, "sku"));

        assertThat(ManifestFiles.survey(manifest().withSheet("Products")).columns())
                .containsExactly("sku");
        refused(manifest().withSheet("Product"), "NO_SHEET", 0);
    }

    @Test
    void an_empty_sheet_has_no_header() {
        book.sheet("Products", WorkbookBuilder.row(1, " "));
        refused(manifest(), "NO_HEADER", 1);
    }

    @Test
    void a_damaged_sheet_is_refused_at_its_row() {
        book.sheet("Products", WorkbookBuilder.row(1, "sku"), "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>99</v></c></row>");
        refused(manifest(), "DAMAGED_WORKBOOK", 2);
    }

    @Test
    void what_is_no_workbook_is_refused() throws Exception {
        Path file = Files.writeString(folder.resolve("products.xlsx"), "sku,title\n");
        refused(Manifest.of(file, "products.xlsx", null), "DAMAGED_WORKBOOK", 0);
    }

    private Manifest manifest() {
        return Manifest.of(book.write(folder.resolve("products.xlsx")), "products.xlsx", null);
    }

    private static void refused(Manifest manifest, String code, long line) {
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> ManifestFiles.survey(manifest))
                .satisfies(refusal -> assertThat(refusal.problems())
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.file()).isEqualTo("products.xlsx");
                            assertThat(problem.code()).isEqualTo(code);
                            assertThat(problem.line()).isEqualTo(line);
                            assertThat(problem.remedy()).isNotBlank();
                        }));
    }
}
