package dev.darkroom.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes workbooks for tests, part by part as spreadsheets do. */
public final class WorkbookBuilder {

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

    private final List<String> sheets = new ArrayList<>();
    private final List<String> states = new ArrayList<>();
    private final List<String> contents = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<String> formats = new ArrayList<>();
    private final Map<String, String> others = new LinkedHashMap<>();
    private boolean from1904;

    /** Adds a sheet with these elements in it, such as {@code <row r="1"><c r="A1"><v>1</v></c></row>}. */
    public WorkbookBuilder sheet(String name, String... rows) {
        return sheetWith(name, "visible", "<sheetData>" + String.join("", rows) + "</sheetData>");
    }

    /** Adds a sheet with more than rows. */
    WorkbookBuilder sheetWith(String name, String state, String content) {
        sheets.add(name);
        states.add(state);
        contents.add(content);
        return this;
    }

    /** Adds shared texts, numbered from 0: plain ones, or elements such as {@code <r><t>a</t></r>}. */
    WorkbookBuilder texts(String... more) {
        texts.addAll(List.of(more));
        return this;
    }

    /** Adds cell styles of these format codes, numbered from 1. */
    public WorkbookBuilder formats(String... codes) {
        formats.addAll(List.of(codes));
        return this;
    }

    WorkbookBuilder from1904() {
        from1904 = true;
        return this;
    }

    /** Puts another part in, or in the place of one. */
    public WorkbookBuilder part(String name, String content) {
        others.put(name, content);
        return this;
    }

    /** Makes a row of texts, which stand in its cells. */
    public static String row(int number, String... cells) {
        StringBuilder row = new StringBuilder("<row r=\"" + number + "\">");
        for (int column = 0; column < cells.length; column++) {
            row.append("<c r=\"")
                    .append(CellPlace.letters(column))
                    .append(number)
                    .append("\" t=\"inlineStr\"><is><t>")
                    .append(escaped(cells[column]))
                    .append("</t></is></c>");
        }
        return row + "</row>";
    }

    /** Writes the file and returns it. */
    public Path write(Path file) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", "<Types/>");
        parts.put("_rels/.rels", relations("officeDocument", List.of("xl/workbook.xml")));
        StringBuilder workbook = new StringBuilder("<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + RELATIONS + "\">")
                .append("<workbookPr date1904=\"" + (from1904 ? 1 : 0) + "\"/><sheets>");
        List<String> targets = new ArrayList<>();
        for (int index = 0; index < sheets.size(); index++) {
            String part = "worksheets/sheet" + (index + 1) + ".xml";
            targets.add(part);
            workbook.append("<sheet name=\"" + escaped(sheets.get(index)) + "\" sheetId=\"" + (index + 1)
                    + "\" state=\"" + states.get(index) + "\" r:id=\"worksheet" + (index + 1) + "\"/>");
            parts.put("xl/" + part, "<worksheet xmlns=\"" + MAIN + "\">" + contents.get(index) + "</worksheet>");
        }
        parts.put("xl/workbook.xml", workbook + "</sheets></workbook>");
        String ofSheets = relations("worksheet", targets);
        String rest = relations("styles", List.of("/xl/styles.xml"))
                + relations("sharedStrings", List.of("sharedStrings.xml"));
        parts.put(
                "xl/_rels/workbook.xml.rels",
                (ofSheets + rest).replace("</Relationships><Relationships xmlns=\"" + PACKAGE + "\">", ""));
        parts.put("xl/styles.xml", styles());
        parts.put("xl/sharedStrings.xml", shared());
        parts.putAll(others);
        return zip(file, parts);
    }

    private String styles() {
        StringBuilder styles = new StringBuilder("<styleSheet xmlns=\"" + MAIN + "\"><numFmts>");
        StringBuilder cells = new StringBuilder("<cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf/>");
        for (int index = 0; index < formats.size(); index++) {
            String code = formats.get(index);
            boolean builtIn = code.matches("\\d{1,2}:");
            int id = builtIn ? Integer.parseInt(code.substring(0, code.length() - 1)) : 164 + index;
            if (!builtIn) {
                styles.append("<numFmt numFmtId=\"" + id + "\" formatCode=\"" + escaped(code) + "\"/>");
            }
            cells.append("<xf numFmtId=\"" + id + "\"/>");
        }
        return styles + "</numFmts>" + cells + "</cellXfs></styleSheet>";
    }

    private String shared() {
        StringBuilder shared = new StringBuilder("<sst xmlns=\"" + MAIN + "\">");
        for (String text : texts) {
            shared.append("<si>" + (text.startsWith("<") ? text : "<t>" + escaped(text) + "</t>") + "</si>");
        }
        return shared + "</sst>";
    }

    private static String relations(String type, List<String> targets) {
        StringBuilder relations = new StringBuilder("<Relationships xmlns=\"" + PACKAGE + "\">");
        for (int index = 0; index < targets.size(); index++) {
            relations.append("<Relationship Id=\"" + type + (index + 1) + "\" Type=\"" + RELATIONS + "/" + type
                    + "\" Target=\"" + targets.get(index) + "\"/>");
        }
        return relations + "</Relationships>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static Path zip(Path file, Map<String, String> parts) {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return file;
    }
}
