package dev.darkroom.workbook;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Shows a number by the tokens of a format's section. */
final class NumberSection {

    private final List<FormatToken> whole;
    private final List<FormatToken> fraction;
    private final boolean pointed;
    private final BigDecimal value;

    private NumberSection(List<FormatToken> whole, List<FormatToken> fraction, boolean pointed, BigDecimal value) {
        this.whole = whole;
        this.fraction = fraction;
        this.pointed = pointed;
        this.value = value;
    }

    static String show(List<FormatToken> tokens, BigDecimal value) {
        int exponent = indexOf(tokens, FormatToken.Kind.EXPONENT);
        if (exponent >= 0) {
            return scientific(tokens, exponent, value);
        }
        long percents = count(tokens, FormatToken.Kind.PERCENT);
        return of(tokens, value.scaleByPowerOfTen(Math.toIntExact(2 * percents)))
                .text();
    }

    private static NumberSection of(List<FormatToken> tokens, BigDecimal value) {
        int point = indexOf(tokens, FormatToken.Kind.POINT);
        int end = point < 0 ? tokens.size() : point;
        List<FormatToken> whole = tokens.subList(0, end);
        List<FormatToken> fraction = point < 0 ? List.of() : tokens.subList(point + 1, tokens.size());
        return new NumberSection(whole, fraction, point >= 0, value.scaleByPowerOfTen(-3 * thousands(whole)));
    }

    /** Returns how many commas stand directly behind the last digit: each divides by a thousand. */
    private static int thousands(List<FormatToken> whole) {
        int last = -1;
        for (int index = 0; index < whole.size(); index++) {
            last = whole.get(index).kind() == FormatToken.Kind.DIGIT ? index : last;
        }
        int commas = 0;
        while (last >= 0
                && last + commas + 1 < whole.size()
                && whole.get(last + commas + 1).kind() == FormatToken.Kind.COMMA) {
            commas++;
        }
        return commas;
    }

    private String text() {
        int places = Math.toIntExact(count(fraction, FormatToken.Kind.DIGIT));
        BigDecimal rounded = value.setScale(places, RoundingMode.HALF_UP);
        String digits = rounded.unscaledValue().abs().toString();
        String padded = "0".repeat(Math.max(0, places + 1 - digits.length())) + digits;
        String integer = padded.substring(0, padded.length() - places).replaceFirst("^0+", "");
        boolean shown = count(whole, FormatToken.Kind.DIGIT) + places > 0;
        String sign = rounded.signum() < 0 && shown ? "-" : "";
        return sign
                + wholeText(integer)
                + (pointed ? "." : "")
                + fractionText(padded.substring(padded.length() - places));
    }

    private String wholeText(String integer) {
        boolean grouped = isGrouped();
        int firstDigit = indexOf(whole, FormatToken.Kind.DIGIT);
        StringBuilder reversed = new StringBuilder();
        int left = integer.length();
        int shown = 0;
        for (int index = whole.size() - 1; index >= 0; index--) {
            FormatToken token = whole.get(index);
            if (token.kind() != FormatToken.Kind.DIGIT) {
                reversed.append(new StringBuilder(plain(token)).reverse());
                continue;
            }
            do {
                char digit = left > 0 ? integer.charAt(--left) : token.text().charAt(0);
                if (digit != '#') {
                    reversed.append(grouped && shown > 0 && shown % 3 == 0 ? "," : "");
                    reversed.append(digit == '?' ? ' ' : digit);
                    shown++;
                }
            } while (index == firstDigit && left > 0);
        }
        return (firstDigit < 0 && pointed ? integer : "") + reversed.reverse();
    }

    private boolean isGrouped() {
        int first = indexOf(whole, FormatToken.Kind.DIGIT);
        for (int index = Math.max(first, 0); index + 1 < whole.size(); index++) {
            boolean comma = whole.get(index).kind() == FormatToken.Kind.COMMA;
            if (comma && indexOf(whole.subList(index, whole.size()), FormatToken.Kind.DIGIT) > 0) {
                return true;
            }
        }
        return false;
    }

    private String fractionText(String digits) {
        StringBuilder text = new StringBuilder();
        int place = 0;
        for (FormatToken token : fraction) {
            if (token.kind() != FormatToken.Kind.DIGIT) {
                text.append(plain(token));
                continue;
            }
            boolean needed = !digits.substring(place).matches("0*");
            if (needed || token.text().equals("0")) {
                text.append(digits.charAt(place));
            } else if (token.text().equals("?")) {
                text.append(' ');
            }
            place++;
        }
        return text.toString();
    }

    private static String scientific(List<FormatToken> tokens, int at, BigDecimal value) {
        List<FormatToken> mantissa = tokens.subList(0, at);
        int point = indexOf(mantissa, FormatToken.Kind.POINT);
        int wide = Math.max(
                1, Math.toIntExact(count(point < 0 ? mantissa : mantissa.subList(0, point), FormatToken.Kind.DIGIT)));
        int places = point < 0
                ? 0
                : Math.toIntExact(count(mantissa.subList(point, mantissa.size()), FormatToken.Kind.DIGIT));
        int exponent = value.signum() == 0 ? 0 : Math.floorDiv(value.precision() - value.scale() - 1, wide) * wide;
        BigDecimal scaled = value.scaleByPowerOfTen(-exponent).setScale(places, RoundingMode.HALF_UP);
        if (scaled.abs().compareTo(BigDecimal.TEN.pow(wide)) >= 0) {
            exponent += wide;
            scaled = value.scaleByPowerOfTen(-exponent);
        }
        List<FormatToken> tail = tokens.subList(at + 1, tokens.size());
        int width = Math.toIntExact(count(tail, FormatToken.Kind.DIGIT));
        String digits = Integer.toString(Math.abs(exponent));
        String sign = exponent < 0 ? "-" : tokens.get(at).text().endsWith("+") ? "+" : "";
        StringBuilder text = new StringBuilder(of(mantissa, scaled).text())
                .append('E')
                .append(sign)
                .append("0".repeat(Math.max(0, width - digits.length())))
                .append(digits);
        tail.forEach(token -> text.append(plain(token)));
        return text.toString();
    }

    private static String plain(FormatToken token) {
        return switch (token.kind()) {
            case LITERAL, PERCENT -> token.text();
            default -> "";
        };
    }

    private static int indexOf(List<FormatToken> tokens, FormatToken.Kind kind) {
        for (int index = 0; index < tokens.size(); index++) {
            if (tokens.get(index).kind() == kind) {
                return index;
            }
        }
        return -1;
    }

    private static long count(List<FormatToken> tokens, FormatToken.Kind kind) {
        return tokens.stream().filter(token -> token.kind() == kind).count();
    }
}
