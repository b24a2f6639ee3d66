package dev.darkroom.workbook;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Holds the number formats of a workbook's cell styles. */
final class CellStyles {

    /**
     * The codes of formats that have a number in place of one. Those that follow the system's settings, as 14 and 22 do,
     * have no one look: dates are shown as ISO 8601 has them.
     */
    private static final Map<Integer, String> BUILT_IN = Map.ofEntries(
            Map.entry(0, CellFormat.GENERAL),
            Map.entry(1, "0"),
            Map.entry(2, "0.00"),
            Map.entry(3, "#,##0"),
            Map.entry(4, "#,##0.00"),
            Map.entry(5, "#,##0"),
            Map.entry(6, "#,##0"),
            Map.entry(7, "#,##0.00"),
            Map.entry(8, "#,##0.00"),
            Map.entry(9, "0%"),
            Map.entry(10, "0.00%"),
            Map.entry(11, "0.00E+00"),
            Map.entry(14, "yyyy-mm-dd"),
            Map.entry(15, "d-mmm-yy"),
            Map.entry(16, "d-mmm"),
            Map.entry(17, "mmm-yy"),
            Map.entry(18, "h:mm AM/PM"),
            Map.entry(19, "h:mm:ss AM/PM"),
            Map.entry(20, "h:mm"),
            Map.entry(21, "h:mm:ss"),
            Map.entry(22, "yyyy-mm-dd hh:mm"),
            Map.entry(37, "#,##0"),
            Map.entry(38, "#,##0"),
            Map.entry(39, "#,##0.00"),
            Map.entry(40, "#,##0.00"),
            Map.entry(45, "mm:ss"),
            Map.entry(46, "[h]:mm:ss"),
            Map.entry(47, "mm:ss.0"),
            Map.entry(48, "##0.0E+0"),
            Map.entry(49, "@"));

    private final List<CellFormat> formats;

    private CellStyles(List<CellFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /** Returns the styles of a workbook that has none. */
    static CellStyles none() {
        return new CellStyles(List.of());
    }

    static CellStyles of(List<CellFormat> formats) {
        return new CellStyles(formats);
    }

    static CellStyles read(XmlPart part) throws IOException {
        Map<Integer, String> codes = new HashMap<>();
        Map<Integer, CellFormat> parsed = new HashMap<>();
        List<CellFormat> formats = new ArrayList<>();
        boolean cells = false;
        while (part.next()) {
            if (part.starts("numFmt")) {
                codes.put(
                        part.number("numFmtId", -1),
                        Objects.requireNonNullElse(part.attribute("formatCode"), CellFormat.GENERAL));
            } else if (part.starts("cellXfs")) {
                cells = true;
            } else if (part.ends("cellXfs")) {
                cells = false;
            } else if (cells && part.starts("xf")) {
                int id = part.number("numFmtId", 0);
                formats.add(parsed.computeIfAbsent(id, number -> CellFormat.parse(code(number, codes))));
            }
        }
        return new CellStyles(formats);
    }

    private static String code(int id, Map<Integer, String> own) {
        return own.getOrDefault(id, BUILT_IN.getOrDefault(id, CellFormat.GENERAL));
    }

    /** Returns a style's format; the general one for a style that the workbook does not have. */
    CellFormat format(int style) {
        return style >= 0 && style < formats.size() ? formats.get(style) : CellFormat.GENERAL_FORMAT;
    }
}
