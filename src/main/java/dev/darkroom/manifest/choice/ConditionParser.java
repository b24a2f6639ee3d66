package dev.darkroom.manifest.choice;

import dev.darkroom.manifest.choice.Condition.NamedColumn;
import dev.darkroom.manifest.choice.ConditionTokens.Token;
import dev.darkroom.manifest.choice.ConditionTokens.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads conditions.
 *
 * <pre>
 * condition = group { "or" group }
 * group     = part { "and" part }
 * part      = "not" part | "(" condition ")" | test
 * test      = column ( sign value | [ "not" ] "in" "(" value { "," value } ")" | "is" [ "not" ] "empty"
 *           | [ "not" ] ( "contains" | "starts with" | "ends with" ) value )
 * sign      = "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;="
 * </pre>
 *
 * <p>Columns and values are words, or stand in single or double quotes, where two quotes are one. Keywords may be written
 * in any case.
 */
final class ConditionParser {

    private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in", "is");
    private static final int MAX_DEPTH = 100;
    private static final String TESTS =
            "expected =, !=, <, <=, >, >=, in (…), is empty, contains, starts with or ends with";

    private final String text;
    private final ConditionTokens tokens;
    private final List<NamedColumn> columns = new ArrayList<>();
    private int depth;

    ConditionParser(String text) {
        this.text = text;
        this.tokens = new ConditionTokens(text);
    }

    Condition parse() {
        ConditionNode node = condition();
        if (tokens.peek().kind() != TokenKind.END) {
            throw unexpected("expected and, or, or the end");
        }
        return new Condition(text, node, columns);
    }

    private ConditionNode condition() {
        List<ConditionNode> groups = new ArrayList<>(List.of(group()));
        while (tokens.takeIf("or")) {
            groups.add(group());
        }
        return groups.size() == 1 ? groups.get(0) : new ConditionNode.AnyOf(groups);
    }

    private ConditionNode group() {
        List<ConditionNode> parts = new ArrayList<>(List.of(part()));
        while (tokens.takeIf("and")) {
            parts.add(part());
        }
        return parts.size() == 1 ? parts.get(0) : new ConditionNode.AllOf(parts);
    }

    private ConditionNode part() {
        if (++depth > MAX_DEPTH) {
            throw new ConditionException(tokens.peek().character(), "it is nested too deeply");
        }
        ConditionNode part;
        if (tokens.takeIf("not")) {
            part = new ConditionNode.Not(part());
        } else if (tokens.takeIf("(")) {
            part = condition();
            expect(")");
        } else {
            part = test();
        }
        depth--;
        return part;
    }

    private ConditionNode test() {
        String column = column();
        if (tokens.takeIf("is")) {
            boolean filled = tokens.takeIf("not");
            expect("empty");
            ConditionNode empty = new ConditionNode.IsEmpty(column);
            return filled ? new ConditionNode.Not(empty) : empty;
        }
        boolean negated = tokens.takeIf("not");
        ConditionNode test = negated ? word(column) : signOrWord(column);
        return negated ? new ConditionNode.Not(test) : test;
    }

    private ConditionNode signOrWord(String column) {
        if (tokens.peek().kind() != TokenKind.SIGN) {
            return word(column);
        }
        Token sign = tokens.take();
        return switch (sign.text()) {
            case "=", "==" -> compares(column, Comparison.EQUAL);
            case "!=", "<>" -> new ConditionNode.Not(compares(column, Comparison.EQUAL));
            case "<" -> compares(column, Comparison.LESS);
            case "<=" -> compares(column, Comparison.AT_MOST);
            case ">" -> compares(column, Comparison.MORE);
            case ">=" -> compares(column, Comparison.AT_LEAST);
            default -> throw new ConditionException(sign.character(), TESTS + ", found " + sign.shown());
        };
    }

    private ConditionNode word(String column) {
        if (tokens.takeIf("in")) {
            return new ConditionNode.Compares(column, Comparison.EQUAL, list());
        }
        if (tokens.takeIf("contains")) {
            return compares(column, Comparison.CONTAINS);
        }
        if (tokens.takeIf("starts", "with")) {
            return compares(column, Comparison.STARTS_WITH);
        }
        if (tokens.takeIf("ends", "with")) {
            return compares(column, Comparison.ENDS_WITH);
        }
        throw unexpected(TESTS);
    }

    private ConditionNode compares(String column, Comparison comparison) {
        return new ConditionNode.Compares(column, comparison, List.of(value()));
    }

    private List<String> list() {
        expect("(");
        List<String> values = new ArrayList<>(List.of(value()));
        while (tokens.takeIf(",")) {
            values.add(value());
        }
        expect(")");
        return values;
    }

    private String column() {
        Token token = tokens.peek();
        if (isName(token)) {
            tokens.take();
            columns.add(new NamedColumn(token.text(), token.character()));
            return token.text();
        }
        throw unexpected("expected a column");
    }

    private String value() {
        Token token = tokens.peek();
        if (isName(token)) {
            tokens.take();
            return token.text().strip();
        }
        throw unexpected("expected a value, in quotes if it is " + String.join(", ", "and", "or", "not", "in")
                + " or is, or has spaces or signs");
    }

    private static boolean isName(Token token) {
        return token.kind() == TokenKind.QUOTED
                || (token.kind() == TokenKind.WORD && KEYWORDS.stream().noneMatch(token::isKeyword));
    }

    private void expect(String keyword) {
        if (!tokens.takeIf(keyword)) {
            throw unexpected("expected " + keyword);
        }
    }

    private ConditionException unexpected(String expected) {
        return new ConditionException(
                tokens.peek().character(), expected + ", found " + tokens.peek().shown());
    }
}
