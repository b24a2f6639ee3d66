package dev.darkroom.workbook;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;

/**
 * Shows numbers as a format code says: {@code 00000}, {@code #,##0.00 "kg"}, {@code dd.mm.yyyy}. Points, commas and the
 * names of months are those of the code, which is written in English; widths and colours are left out, fractions are shown
 * as decimals. Keeps nothing; thread-safe.
 */
final class CellFormat {

    static final String GENERAL = "General";
    static final CellFormat GENERAL_FORMAT = parse(GENERAL);

    private final List<FormatSection> sections;

    private CellFormat(List<FormatSection> sections) {
        this.sections = List.copyOf(sections);
    }

    /** Reads a format code. Of one that makes no sense as much is taken as does. */
    static CellFormat parse(String code) {
        return new CellFormat(FormatSection.parseAll(code));
    }

    /** Returns whether a number is shown as a date or a time. */
    boolean isDate(BigDecimal value) {
        return sections.get(section(value)).isDate();
    }

    /** Shows a number that is not a date. */
    String show(BigDecimal value) {
        int index = section(value);
        FormatSection section = sections.get(index);
        if (section.isGeneral()) {
            return NumberText.general(value);
        }
        // A section of its own for negative numbers says itself how these are told.
        boolean hasOwnSign = value.signum() < 0 && index > 0;
        return NumberSection.show(section.tokens(), hasOwnSign ? value.negate() : value)
                .strip();
    }

    /** Shows a date. */
    String show(LocalDateTime date, BigDecimal days) {
        return DateSection.show(sections.get(section(days)).tokens(), date, days)
                .strip();
    }

    /** Finds the section that shows a number. */
    private int section(BigDecimal value) {
        if (sections.stream().anyMatch(FormatSection::isConditional)) {
            int index = 0;
            while (index < sections.size() - 1 && !sections.get(index).holds(value)) {
                index++;
            }
            return index;
        }
        int index = value.signum() < 0 ? 1 : value.signum() == 0 ? 2 : 0;
        return index < Math.min(sections.size(), 3) ? index : 0;
    }
}
