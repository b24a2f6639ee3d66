package dev.darkroom.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.darkroom.errors.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final WorkbookBuilder book = new WorkbookBuilder();

    @Test
    void cells_hold_what_they_show() {
        book.texts("plain", "<r><t>two </t></r><r><t>looks</t></r><rPh><t>reading</t></rPh>", "a_x000D_\nb")
                .formats("00000", "14:")
                .sheet(
                        "S",
                        "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c>"
                                + "<c r=\"C2\" t=\"s\"><v>2</v></c><c r=\"E2\" s=\"1\"><v>42</v></c>"
                                + "<c r=\"F2\" s=\"2\"><v>46354</v></c><c r=\"G2\" t=\"b\"><v>1</v></c>"
                                + "<c r=\"H2\" t=\"e\"><v>#N/A</v></c>"
                                + "<c r=\"I2\" t=\"str\"><f>A2&amp;\"x\"</f><v>plainx</v></c>"
                                + "<c r=\"J2\" t=\"inlineStr\"><is><t>inline</t></is></c></row>");

        assertThat(rows(null))
                .containsExactly(row(
                        2,
                        "plain",
                        "two looks",
                        "a\r\nb",
                        "",
                        "00042",
                        "2026-11-28",
                        "TRUE",
                        "#N/A",
                        "plainx",
                        "inline"));
    }

    @Test
    void cells_and_rows_without_a_place_follow_the_last() {
        book.sheet("S", "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>");

        assertThat(rows(null)).containsExactly(row(1, "1", "2"), row(2), row(3, "3"));
    }

    @Test
    void a_formula_without_its_value_is_told_apart_from_an_empty_cell() {
        book.sheet(
                "S",
                "<row r=\"1\"><c r=\"A1\"><f>B1</f></c><c r=\"B1\"/><c r=\"C1\"><v>1234567890123456</v></c></row>");

        SheetRow row = rows(null).get(0);
        assertThat(row.uncalculated()).containsExactly(0);
        assertThat(row.rounded()).containsExactly(2);
    }

    @Test
    void the_first_sheet_that_is_shown_is_read_unless_one_is_named() {
        book.sheetWith("Notes", "hidden", "<sheetData>" + WorkbookBuilder.row(1, "note") + "</sheetData>")
                .sheet("Products", WorkbookBuilder.row(1, "sku"))
                .sheet("Other", WorkbookBuilder.row(1, "other"));

        assertThat(rows(null)).containsExactly(row(1, "sku"));
        assertThat(rows("other")).containsExactly(row(1, "other"));
        assertThat(rows("Notes")).containsExactly(row(1, "note"));
        refused(() -> rows("Product"), ErrorCode.NO_SHEET, 0, "Products");
    }

    @Test
    void hidden_rows_and_merged_ranges_are_told() throws IOException {
        book.sheetWith(
                "S",
                "visible",
                "<sheetData><row r=\"1\" hidden=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>"
                        + "<mergeCells><mergeCell ref=\"A1:A3\"/><mergeCell ref=\"B1:B2\"/></mergeCells>");
        try (Workbook open = Workbook.open(book.write(folder.resolve("b.xlsx")));
                SheetReader sheet = open.sheet(null)) {
            assertThat(sheet.read()).extracting(SheetRow::hidden).isEqualTo(true);
            assertThat(sheet.read()).isNull();
            assertThat(sheet.firstMerged()).isEqualTo("A1:A3");
            assertThat(sheet.merged()).isEqualTo(2);
        }
    }

    @Test
    void a_damaged_row_is_named() {
        book.sheet("S", WorkbookBuilder.row(1, "a"), "<row r=\"2\"><c r=\"A2\"><v>x</v></c></row>");
        refused(() -> rows(null), ErrorCode.DAMAGED_WORKBOOK, 2, "save it again");
    }

    @Test
    void a_text_that_is_not_there_is_damage() {
        book.sheet("S", "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>7</v></c></row>");
        refused(() -> rows(null), ErrorCode.DAMAGED_WORKBOOK, 3, "save it again");
    }

    @Test
    void rows_that_go_back_are_damage() {
        book.sheet("S", WorkbookBuilder.row(5, "a"), WorkbookBuilder.row(4, "a"));
        refused(() -> rows(null), ErrorCode.DAMAGED_WORKBOOK, 6, "save it again");
    }

    @Test
    void a_document_type_is_refused_whatever_it_declares() {
        book.sheet("S", WorkbookBuilder.row(1, "a"))
                .part(
                        "xl/worksheets/sheet1.xml",
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><worksheet><sheetData><row r=\"1\">"
                                + "<c r=\"A1\" t=\"inlineStr\"><is><t>&e;</t></is></c></row></sheetData></worksheet>");
        refused(() -> rows(null), ErrorCode.DAMAGED_WORKBOOK, 0, "save it again");
    }

    @Test
    void a_few_kilobytes_do_not_unpack_to_gigabytes() {
        book.sheet("S", WorkbookBuilder.row(1, "a")).part("xl/styles.xml", "<x>" + " ".repeat(17 << 20) + "</x>");
        refused(() -> rows(null), ErrorCode.WORKBOOK_TOO_LARGE, 0, "CSV UTF-8");
    }

    @Test
    void a_cell_without_end_is_not_kept() {
        book.sheet("S", WorkbookBuilder.row(1, "a"), WorkbookBuilder.row(2, "x".repeat(9 << 20)));
        refused(() -> rows(null), ErrorCode.WORKBOOK_TOO_LARGE, 2, "CSV UTF-8");
    }

    @Test
    void an_attribute_without_end_is_not_kept() {
        book.sheet("S", "<row r=\"1\" x=\"" + "y".repeat(70 << 20) + "\"/>");
        refused(() -> rows(null), ErrorCode.WORKBOOK_TOO_LARGE, 0, "CSV UTF-8");
    }

    @Test
    void other_kinds_of_workbooks_are_named() throws IOException {
        byte[] old = new byte[2048];
        byte[] magic = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};
        System.arraycopy(magic, 0, old, 0, magic.length);
        Path file = Files.write(folder.resolve("old.xlsx"), old);
        refused(() -> Workbook.open(file), ErrorCode.UNKNOWN_FORMAT, 0, "Save it as .xlsx");

        byte[] name = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(name, 0, old, 1024, name.length);
        Path locked = Files.write(folder.resolve("locked.xlsx"), old);
        refused(() -> Workbook.open(locked), ErrorCode.LOCKED_WORKBOOK, 0, "without one");

        Path text = Files.writeString(folder.resolve("text.xlsx"), "sku,title\n");
        refused(() -> Workbook.open(text), ErrorCode.DAMAGED_WORKBOOK, 0, "save it again");
    }

    private List<SheetRow> rows(@Nullable String sheet) {
        List<SheetRow> rows = new ArrayList<>();
        try (Workbook open = Workbook.open(book.write(folder.resolve("b.xlsx")));
                SheetReader reader = open.sheet(sheet)) {
            for (SheetRow row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return rows;
    }

    private static SheetRow row(long number, String... cells) {
        return new SheetRow(number, List.of(cells), false, Set.of(), Set.of());
    }

    private static void refused(ThrowingCallable reading, ErrorCode code, long row, String remedy) {
        assertThatExceptionOfType(WorkbookException.class).isThrownBy(reading).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.row()).isEqualTo(row);
            assertThat(refusal.remedy()).contains(remedy);
        });
    }
}
