package dev.darkroom.workbook;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the parts between the semicolons of a format code.
 *
 * @param tokens what it is made of
 * @param operator compares a number with {@code limit}; null if the section has no condition
 */
record FormatSection(List<FormatToken> tokens, @Nullable String operator, BigDecimal limit) {

    private static final Pattern CONDITION = Pattern.compile("(<=|>=|<>|<|>|=)\\s*(-?\\d{1,15}(?:\\.\\d{1,15})?)");
    private static final Pattern ELAPSED = Pattern.compile("(?i)h+|m+|s+");
    private static final int MAX_CODE = 1_000;

    FormatSection {
        tokens = List.copyOf(tokens);
    }

    static List<FormatSection> parseAll(String code) {
        Parser parser = new Parser(code.isBlank() || code.length() > MAX_CODE ? CellFormat.GENERAL : code);
        List<FormatSection> sections = new ArrayList<>();
        do {
            sections.add(parser.section());
        } while (parser.more());
        return sections;
    }

    boolean isDate() {
        return tokens.stream().anyMatch(token -> token.kind() == FormatToken.Kind.DATE);
    }

    /** Returns whether numbers are shown as a cell without a format shows them; fractions are too. */
    boolean isGeneral() {
        boolean fraction = tokens.stream().anyMatch(token -> token.kind() == FormatToken.Kind.FRACTION);
        return fraction || tokens.stream().anyMatch(token -> token.kind() == FormatToken.Kind.GENERAL);
    }

    boolean isConditional() {
        return operator != null;
    }

    boolean holds(BigDecimal value) {
        if (operator == null) {
            return true;
        }
        int compared = value.compareTo(limit);
        return switch (operator) {
            case "<" -> compared < 0;
            case "<=" -> compared <= 0;
            case ">" -> compared > 0;
            case ">=" -> compared >= 0;
            case "=" -> compared == 0;
            default -> compared != 0;
        };
    }

    /** Cuts a code into its sections and tokens. */
    private static final class Parser {

        private final String code;
        private int position;
        private List<FormatToken> tokens = new ArrayList<>();
        private @Nullable String operator;
        private BigDecimal limit = BigDecimal.ZERO;

        private Parser(String code) {
            this.code = code;
        }

        private boolean more() {
            return position < code.length() && code.charAt(position++) == ';';
        }

        private FormatSection section() {
            tokens = new ArrayList<>();
            operator = null;
            limit = BigDecimal.ZERO;
            while (position < code.length() && code.charAt(position) != ';') {
                token();
            }
            return new FormatSection(tokens, operator, limit);
        }

        private void token() {
            char next = code.charAt(position++);
            switch (next) {
                case '"' -> literal(until('"'));
                case '\\', '!' -> literal(one());
                case '_', '*' -> one();
                case '[' -> bracket(until(']'));
                case '0', '#', '?' -> add(FormatToken.Kind.DIGIT, String.valueOf(next));
                case '.' -> point();
                case ',' -> add(FormatToken.Kind.COMMA, ",");
                case '%' -> add(FormatToken.Kind.PERCENT, "%");
                case '@' -> add(FormatToken.Kind.GENERAL, "@");
                case '/' -> slash();
                default -> letter(next);
            }
        }

        private void letter(char next) {
            String rest = code.substring(position - 1);
            String lower = rest.toLowerCase(Locale.ROOT);
            if (lower.startsWith("general")) {
                position += 6;
                add(FormatToken.Kind.GENERAL, CellFormat.GENERAL);
            } else if (lower.startsWith("e+") || lower.startsWith("e-")) {
                position++;
                add(FormatToken.Kind.EXPONENT, rest.substring(0, 2));
            } else if (lower.startsWith("am/pm")) {
                position += 4;
                add(FormatToken.Kind.DATE, "am/pm");
            } else if (lower.startsWith("a/p")) {
                position += 2;
                add(FormatToken.Kind.DATE, "a/p");
            } else if ("ymdhse".indexOf(lower.charAt(0)) >= 0) {
                int end = position;
                while (end < code.length() && Character.toLowerCase(code.charAt(end)) == lower.charAt(0)) {
                    end++;
                }
                String run = lower.substring(0, end - position + 1);
                position = end;
                add(FormatToken.Kind.DATE, run.startsWith("e") ? "yyyy" : run);
            } else {
                literal(String.valueOf(next));
            }
        }

        /** Takes a point, which after seconds begins their fraction. */
        private void point() {
            boolean seconds = !tokens.isEmpty()
                    && tokens.get(tokens.size() - 1).kind() == FormatToken.Kind.DATE
                    && tokens.get(tokens.size() - 1).text().startsWith("s");
            int end = position;
            while (end < code.length() && code.charAt(end) == '0') {
                end++;
            }
            if (seconds && end > position) {
                add(FormatToken.Kind.DATE, code.substring(position - 1, end));
                position = end;
            } else {
                add(FormatToken.Kind.POINT, ".");
            }
        }

        private void slash() {
            boolean afterDigit =
                    !tokens.isEmpty() && tokens.get(tokens.size() - 1).kind() == FormatToken.Kind.DIGIT;
            if (afterDigit) {
                add(FormatToken.Kind.FRACTION, "/");
            } else {
                literal("/");
            }
        }

        private void bracket(String content) {
            Matcher condition = CONDITION.matcher(content);
            if (content.startsWith("$")) {
                int dash = content.indexOf('-');
                literal(content.substring(1, dash < 0 ? content.length() : dash));
            } else if (ELAPSED.matcher(content).matches()) {
                add(FormatToken.Kind.DATE, "[" + content.toLowerCase(Locale.ROOT) + "]");
            } else if (condition.matches()) {
                operator = condition.group(1);
                limit = new BigDecimal(condition.group(2));
            }
        }

        private String one() {
            return position < code.length() ? String.valueOf(code.charAt(position++)) : "";
        }

        private String until(char end) {
            int found = code.indexOf(end, position);
            String text = code.substring(position, found < 0 ? code.length() : found);
            position = found < 0 ? code.length() : found + 1;
            return text;
        }

        private void literal(String text) {
            add(FormatToken.Kind.LITERAL, text);
        }

        private void add(FormatToken.Kind kind, String text) {
            tokens.add(new FormatToken(kind, text));
        }
    }
}
