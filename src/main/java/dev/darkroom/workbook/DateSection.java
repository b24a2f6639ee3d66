package dev.darkroom.workbook;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** Shows a date by the tokens of a format's section, with English names. */
final class DateSection {

    private static final BigDecimal SECONDS_A_DAY = BigDecimal.valueOf(24 * 60 * 60);

    private final List<FormatToken> tokens;
    private final LocalDateTime date;
    private final BigDecimal days;
    private final boolean halves;

    private DateSection(List<FormatToken> tokens, LocalDateTime date, BigDecimal days) {
        this.tokens = tokens;
        this.date = date;
        this.days = days;
        halves = tokens.stream()
                .anyMatch(token -> token.text().equals("am/pm") || token.text().equals("a/p"));
    }

    static String show(List<FormatToken> tokens, LocalDateTime date, BigDecimal days) {
        return new DateSection(tokens, rounded(tokens, date), days).text();
    }

    /** Rounds to the seconds where no part of one is shown, so that 7:59:59.9996 is 8:00:00. */
    private static LocalDateTime rounded(List<FormatToken> tokens, LocalDateTime date) {
        boolean fraction = tokens.stream()
                .anyMatch(token ->
                        token.kind() == FormatToken.Kind.DATE && token.text().startsWith("."));
        return fraction ? date : date.plusNanos(500_000_000).withNano(0);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < tokens.size(); index++) {
            FormatToken token = tokens.get(index);
            text.append(
                    switch (token.kind()) {
                        case DATE -> part(token.text(), index);
                        case DIGIT -> "";
                        default -> token.text();
                    });
        }
        return text.toString();
    }

    private String part(String code, int index) {
        return switch (code.charAt(0)) {
            case 'y' -> code.length() <= 2 ? padded(date.getYear() % 100, 2) : padded(date.getYear(), 4);
            case 'm' -> isMinute(index) ? padded(date.getMinute(), code.length()) : month(code.length());
            case 'd' -> day(code.length());
            case 'h' -> padded(hour(), code.length());
            case 's' -> padded(date.getSecond(), code.length());
            case '.' -> "." + padded(date.getNano() / 1_000_000, 3).substring(0, Math.min(3, code.length() - 1));
            case '[' -> elapsed(code);
            default -> half(code);
        };
    }

    private String half(String code) {
        String half = date.getHour() < 12 ? "AM" : "PM";
        return code.equals("a/p") ? half.substring(0, 1) : half;
    }

    private int hour() {
        int hour = date.getHour();
        return !halves ? hour : hour % 12 == 0 ? 12 : hour % 12;
    }

    private String month(int letters) {
        return switch (letters) {
            case 1, 2 -> padded(date.getMonthValue(), letters);
            case 3 ->
                date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
            case 5 ->
                date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 1);
            default -> date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        };
    }

    private String day(int letters) {
        String name = date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        return switch (letters) {
            case 1, 2 -> padded(date.getDayOfMonth(), letters);
            case 3 -> name.substring(0, 3);
            default -> name;
        };
    }

    /** Returns all hours, minutes or seconds that the number of days comes to. */
    private String elapsed(String code) {
        long seconds =
                days.multiply(SECONDS_A_DAY).setScale(0, RoundingMode.HALF_UP).longValue();
        long count = code.charAt(1) == 'h' ? seconds / 3600 : code.charAt(1) == 'm' ? seconds / 60 : seconds;
        return padded(count, code.length() - 2);
    }

    /** Returns whether an m means minutes: behind hours, or before seconds. */
    private boolean isMinute(int index) {
        return neighbour(index, -1).contains("h") || neighbour(index, 1).contains("s");
    }

    private String neighbour(int index, int step) {
        for (int at = index + step; at >= 0 && at < tokens.size(); at += step) {
            if (tokens.get(at).kind() == FormatToken.Kind.DATE) {
                return tokens.get(at).text();
            }
        }
        return "";
    }

    private static String padded(long number, int width) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
