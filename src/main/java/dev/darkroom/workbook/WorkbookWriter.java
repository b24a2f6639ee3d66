package dev.darkroom.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a workbook of one sheet, row by row: a header that stays in sight, a filter over all columns, and links. Texts are
 * texts whatever they begin with, none is ever a formula. The same rows make the same bytes. Not thread-safe.
 */
public final class WorkbookWriter {

    /** The most rows of a sheet, the header among them. */
    public static final int MAX_ROWS = CellPlace.MAX_ROWS;

    /** The most links that spreadsheets open a sheet with. */
    private static final int MAX_LINKS = 65_530;

    private static final int MAX_TEXT = 32_767;
    private static final int MAX_ADDRESS = 2_000;
    private static final String CUT = " [...]";
    private static final String LINK = "hyperlink";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static final String TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static final String KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    private final ZipOutputStream zip;
    private final Writer xml;
    private final int columns;
    private final List<CellLink> links = new ArrayList<>();
    private final StringBuilder row = new StringBuilder();
    private long unlinked;
    private int rows;
    private int column;

    /**
     * Begins a workbook. The stream stays open; it is the caller's to close.
     *
     * @param sheet the sheet's name, at most 31 characters
     * @param header the columns' names
     */
    public WorkbookWriter(OutputStream out, String sheet, List<String> header) throws IOException {
        zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        xml = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
        columns = header.size();
        writeFrame(sheet);
        begin("xl/worksheets/sheet1.xml");
        xml.write("<worksheet xmlns=\"" + MAIN + "\" xmlns:r=\"" + RELATIONS + "\"><sheetViews>"
                + "<sheetView tabSelected=\"1\" workbookViewId=\"0\">"
                + "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
                + "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><sheetData>");
        for (String name : header) {
            styled(name, 2);
        }
        endRow();
    }

    /** Returns whether a further row has room. */
    public boolean hasRoom() {
        return rows < MAX_ROWS;
    }

    /** Returns how many links were left out, for which their cells hold the plain text. */
    public long unlinked() {
        return unlinked;
    }

    /** Adds a cell of text; empty for null. */
    public void text(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            column++;
        } else {
            styled(value, 0);
        }
    }

    /**
     * Adds a cell of text that opens an address.
     *
     * @param target an address, or a path relative to the workbook's folder
     */
    public void link(String value, String target) {
        if (links.size() < MAX_LINKS && !target.isEmpty() && target.length() <= MAX_ADDRESS) {
            links.add(new CellLink(CellPlace.letters(column) + (rows + 1), target));
            styled(value, 1);
        } else {
            unlinked++;
            styled(value, 0);
        }
    }

    /** Adds a cell of a number; empty for null. Whole ones of more digits than spreadsheets keep become text. */
    public void number(@Nullable BigDecimal value) {
        if (value == null) {
            column++;
        } else if (value.precision() > 15) {
            styled(value.toPlainString(), 0);
        } else {
            place("").append("><v>").append(value.toPlainString()).append("</v></c>");
        }
    }

    /**
     * Ends the row.
     *
     * @throws IOException if it cannot be written
     */
    public void endRow() throws IOException {
        rows++;
        xml.write("<row r=\"" + rows + "\">");
        xml.append(row).write("</row>");
        row.setLength(0);
        column = 0;
    }

    private void styled(String value, int style) {
        boolean cut = value.length() > MAX_TEXT;
        place(style == 0 ? "" : " s=\"" + style + "\"").append(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        XmlText.append(row, cut ? value.substring(0, MAX_TEXT - CUT.length()) + CUT : value);
        row.append("</t></is></c>");
    }

    private StringBuilder place(String attributes) {
        row.append("<c r=\"")
                .append(CellPlace.letters(column))
                .append(rows + 1)
                .append('"')
                .append(attributes);
        column++;
        return row;
    }

    private void writeFrame(String sheet) throws IOException {
        part(
                "[Content_Types].xml",
                "<Types xmlns=\"" + TYPES + "\">"
                        + "<Default Extension=\"rels\""
                        + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" + KIND + "sheet.main+xml\"/>"
                        + "<Override PartName=\"/xl/styles.xml\" ContentType=\"" + KIND + "styles+xml\"/>"
                        + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" + KIND
                        + "worksheet+xml\"/></Types>");
        part("_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml", false)));
        part(
                "xl/_rels/workbook.xml.rels",
                relations(relation("rId1", "worksheet", "worksheets/sheet1.xml", false)
                        + relation("rId2", "styles", "styles.xml", false)));
        part(
                "xl/workbook.xml",
                "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + RELATIONS + "\"><sheets><sheet name=\""
                        + XmlText.of(sheet) + "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
        part(
                "xl/styles.xml",
                "<styleSheet xmlns=\"" + MAIN + "\"><fonts count=\"3\">" + font("")
                        + "<font><u/><sz val=\"11\"/><color rgb=\"FF0563C1\"/><name val=\"Calibri\"/></font>"
                        + font("<b/>")
                        + "</fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
                        + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
                        + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
                        + "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\"><xf/>"
                        + "<xf fontId=\"1\" applyFont=\"1\"/><xf fontId=\"2\" applyFont=\"1\"/></cellXfs><cellStyles count=\"1\">"
                        + "<cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>");
    }

    private static String font(String look) {
        return "<font>" + look + "<sz val=\"11\"/><name val=\"Calibri\"/></font>";
    }

    private void part(String name, String content) throws IOException {
        begin(name);
        xml.write(content);
        end();
    }

    private void begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        // The time is that of the format's first day, in whatever zone: it is no part of the rows.
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        xml.write(XML);
    }

    private void end() throws IOException {
        xml.flush();
        zip.closeEntry();
    }

    private static String relations(String content) {
        return "<Relationships xmlns=\"" + PACKAGE + "\">" + content + "</Relationships>";
    }

    private static String relation(String id, String type, String target, boolean external) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + RELATIONS + "/" + type + "\" Target=\"" + XmlText.of(target)
                + "\"" + (external ? " TargetMode=\"External\"" : "") + "/>";
    }

    /**
     * Writes what follows the rows, and ends the workbook.
     *
     * @throws IOException if it cannot be written
     */
    public void finish() throws IOException {
        String all = "A1:" + CellPlace.letters(Math.max(columns - 1, 0)) + rows;
        xml.write("</sheetData><autoFilter ref=\"" + all + "\"/>");
        if (!links.isEmpty()) {
            xml.write("<hyperlinks>");
            for (int index = 0; index < links.size(); index++) {
                xml.write("<hyperlink ref=\"" + links.get(index).place() + "\" r:id=\"rId" + (index + 1) + "\"/>");
            }
            xml.write("</hyperlinks>");
        }
        xml.write("</worksheet>");
        end();
        if (!links.isEmpty()) {
            begin("xl/worksheets/_rels/sheet1.xml.rels");
            xml.write("<Relationships xmlns=\"" + PACKAGE + "\">");
            for (int index = 0; index < links.size(); index++) {
                xml.write(relation("rId" + (index + 1), LINK, links.get(index).target(), true));
            }
            xml.write("</Relationships>");
            end();
        }
        zip.finish();
    }

    /** A cell, and what it opens. */
    private record CellLink(String place, String target) {}
}
