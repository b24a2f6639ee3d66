package dev.darkroom.workbook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Turns the numbers that a workbook stores into the texts that its cells show. */
final class CellValues {

    /** As many digits as a spreadsheet keeps of a number. */
    private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_UP);

    private static final BigDecimal LEAST_ROUNDED = BigDecimal.TEN.pow(15);
    private static final int MAX_EXPONENT = 400;
    private static final int MAX_DAYS = 2_958_466;
    private static final long MILLIS_A_DAY = 24L * 60 * 60 * 1000;

    private final CellStyles styles;
    private final boolean from1904;

    CellValues(CellStyles styles, boolean from1904) {
        this.styles = styles;
        this.from1904 = from1904;
    }

    /**
     * Returns the text that a cell shows.
     *
     * @param raw the number as it is stored
     * @throws WorkbookException if it is none
     */
    String shown(String raw, int style, long row) {
        BigDecimal value = number(raw, row);
        CellFormat format = styles.format(style);
        if (format.isDate(value)) {
            LocalDateTime date = date(value);
            return date == null ? NumberText.general(value) : format.show(date, value);
        }
        return format.show(value);
    }

    /** Returns whether a number has more digits before its point than spreadsheets keep: the last ones are lost. */
    boolean isRounded(String raw) {
        BigDecimal value = number(raw, 0);
        return value.abs().compareTo(LEAST_ROUNDED) >= 0;
    }

    private static BigDecimal number(String raw, long row) {
        try {
            BigDecimal exact = new BigDecimal(raw.strip());
            if (Math.abs((long) exact.precision() - exact.scale()) > MAX_EXPONENT) {
                throw WorkbookException.damaged(row);
            }
            return exact.round(DIGITS);
        } catch (NumberFormatException damaged) {
            throw WorkbookException.damaged(row);
        }
    }

    /** Returns the moment that a number of days stands for; null if spreadsheets show no date for it. */
    private @Nullable LocalDateTime date(BigDecimal value) {
        double days = value.doubleValue();
        if (days < 0 || days >= MAX_DAYS) {
            return null;
        }
        long millis = Math.round(days * MILLIS_A_DAY);
        LocalDateTime start = from1904 ? LocalDateTime.of(1904, 1, 1, 0, 0) : LocalDateTime.of(1899, 12, 30, 0, 0);
        // 1900 counts as a leap year in the older of the two systems, which all later days allow for.
        long leapDay = !from1904 && days < 60 ? MILLIS_A_DAY : 0;
        return start.plus(millis + leapDay, ChronoUnit.MILLIS);
    }
}
