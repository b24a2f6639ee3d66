package dev.darkroom.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookWriterTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void what_is_written_is_read_again() throws IOException {
        WorkbookWriter writer = new WorkbookWriter(bytes, "results", List.of("id", "n", "note"));
        writer.text("=HYPERLINK(\"x\")");
        writer.number(new BigDecimal("0.020"));
        writer.text("a&b <c> \u0001 _x0041_ \r\n line\uD83C\uDF19 \uD83C");
        writer.endRow();
        writer.text(null);
        writer.number(new BigDecimal("1234567890123456"));
        writer.link("images/ä 1.png", "images/%C3%A4%201.png");
        writer.endRow();
        writer.finish();

        assertThat(rows())
                .containsExactly(
                        List.of("id", "n", "note"),
                        List.of("=HYPERLINK(\"x\")", "0.02", "a&b <c> \u0001 _x0041_ \r\n line\uD83C\uDF19 ?"),
                        List.of("", "1234567890123456", "images/ä 1.png"));
    }

    @Test
    void the_header_stays_columns_are_filtered_and_links_open() throws IOException {
        WorkbookWriter writer = new WorkbookWriter(bytes, "results", List.of("id", "file"));
        writer.text("1");
        writer.link("a", "https://cdn.example/a?x=1&y=2");
        writer.endRow();
        writer.finish();

        String sheet = part("xl/worksheets/sheet1.xml");
        assertThat(sheet)
                .contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>")
                .contains("<autoFilter ref=\"A1:B2\"/><hyperlinks><hyperlink ref=\"B2\" r:id=\"rId1\"/></hyperlinks>")
                .doesNotContain("<f>");
        assertThat(part("xl/worksheets/_rels/sheet1.xml.rels"))
                .contains("Target=\"https://cdn.example/a?x=1&amp;y=2\" TargetMode=\"External\"");
    }

    @Test
    void the_same_rows_make_the_same_bytes() throws IOException {
        for (int time = 0; time < 2; time++) {
            WorkbookWriter writer = new WorkbookWriter(bytes, "results", List.of("id"));
            writer.text("1");
            writer.endRow();
            writer.finish();
        }
        byte[] both = bytes.toByteArray();

        assertThat(Arrays.copyOfRange(both, 0, both.length / 2))
                .isEqualTo(Arrays.copyOfRange(both, both.length / 2, both.length));
    }

    @Test
    void a_sheet_has_no_more_links_than_spreadsheets_open() throws IOException {
        WorkbookWriter writer = new WorkbookWriter(bytes, "results", List.of("file"));
        for (int row = 0; row < 65_532; row++) {
            writer.link("f", "f");
            writer.endRow();
        }
        writer.finish();

        assertThat(writer.unlinked()).isEqualTo(2);
        assertThat(rows()).hasSize(65_533);
    }

    private List<List<String>> rows() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (Workbook open = Workbook.open(file());
                SheetReader sheet = open.sheet(null)) {
            for (SheetRow row = sheet.read(); row != null; row = sheet.read()) {
                rows.add(row.cells());
            }
        }
        return rows;
    }

    private String part(String name) throws IOException {
        try (ZipFile zip = new ZipFile(file().toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path file() throws IOException {
        return Files.write(folder.resolve("r.xlsx"), bytes.toByteArray());
    }
}
