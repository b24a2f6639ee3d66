package dev.darkroom.manifest;

import static dev.darkroom.manifest.ManifestFiles.CATALOG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.fuzz.FuzzCases;
import dev.darkroom.fuzz.Mutator;
import dev.darkroom.workbook.WorkbookBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workbooks broken in every way: each is read, or refused at a place and with a remedy. */
class WorkbookFuzzIT {

    private static final String SHEET = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>"
            + "<c r=\"B1\" t=\"inlineStr\"><is><t>title</t></is></c></row><row r=\"2\" hidden=\"1\"><c r=\"A2\" s=\"1\">"
            + "<v>42</v></c><c r=\"B2\" s=\"2\"><f>A2&amp;1</f><v>46354.5</v></c><c r=\"AB2\" t=\"b\"><v>1</v></c></row>"
            + "</sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>";
    private static final String STYLES = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"00000\"/>"
            + "<numFmt numFmtId=\"165\" formatCode=\"[$-409]d\\.mmm\\ yyyy\\ h:mm:ss.00;[Red]-#,##0.0?%\"/></numFmts>"
            + "<cellXfs><xf/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>";
    private static final String TEXTS = "<sst><si><r><t>sku</t></r><rPh><t>x</t></rPh></si></sst>";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private byte[] whole = new byte[0];

    @BeforeEach
    void a_workbook_that_is_whole() throws IOException {
        whole = Files.readAllBytes(book("xl/worksheets/sheet1.xml", SHEET));
        assertThat(ManifestFiles.survey(ManifestFiles.write(folder, "a.xlsx", whole))
                        .columns())
                .containsExactly("sku", "title");
    }

    @Test
    void no_file_makes_a_reader_fall() {
        FuzzCases.each(new Mutator(List.of(whole), "PK", "xl/"), this::check);
    }

    @Test
    void no_sheet_makes_a_reader_fall() {
        broken(
                "xl/worksheets/sheet1.xml",
                SHEET,
                "<row r=\"",
                "<c t=\"s\">",
                "<v>1e400</v>",
                "</row>",
                "<is><t>",
                "<!--");
    }

    @Test
    void no_styles_make_a_reader_fall() {
        broken("xl/styles.xml", STYLES, "E+00", "@", "[h]", ";", "0.0,", "\\", "_", "*", "General", "formatCode=\"");
    }

    @Test
    void no_texts_make_a_reader_fall() {
        broken("xl/sharedStrings.xml", TEXTS, "<si>", "<t/>", "&#0;", "&#xD83C;", "_x0000_", "<rPh>");
    }

    private void broken(String part, String content, String... words) {
        Mutator inputs = new Mutator(List.of(content.getBytes(StandardCharsets.UTF_8)), words);
        FuzzCases.each(
                inputs, bytes -> check(Files.readAllBytes(book(part, new String(bytes, StandardCharsets.UTF_8)))));
    }

    private Path book(String part, String content) {
        return new WorkbookBuilder()
                .sheet("S")
                .part("xl/worksheets/sheet1.xml", SHEET)
                .part("xl/styles.xml", STYLES)
                .part("xl/sharedStrings.xml", TEXTS)
                .part(part, content)
                .write(folder.resolve("made.xlsx"));
    }

    private void check(byte[] bytes) throws IOException {
        Manifest manifest = ManifestFiles.write(folder, "a.xlsx", bytes);
        try {
            ManifestSurvey survey = ManifestSurvey.of(manifest, CATALOG);
            assertThat(survey.rows()).isEqualTo(ManifestFiles.rows(manifest).size());
            survey.warnings().forEach(WorkbookFuzzIT::placed);
        } catch (ManifestException refused) {
            assertThat(refused.problems()).isNotEmpty().allSatisfy(WorkbookFuzzIT::placed);
        }
    }

    private static void placed(InputProblem problem) {
        assertThat(problem.file()).isEqualTo("a.xlsx");
        assertThat(problem.line()).isBetween(0L, 1_048_577L);
        assertThat(problem.message()).isNotBlank();
        assertThat(problem.remedy()).isNotBlank();
    }
}
