package dev.darkroom.jobfile;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Turns the YAML library's exceptions into messages for whoever wrote the text. */
final class YamlFaults {

    /** What word processors make of straight quotes. */
    private static final Pattern CURLY_QUOTE = Pattern.compile("[\\x{2018}-\\x{201F}]");

    private static final Pattern NO_TOKEN = Pattern.compile("found character '(.+?)' that cannot start any token.*");

    private final String text;
    private final List<String> lines;

    /** @param line and column from 1 */
    record YamlFault(int line, int column, String message, String remedy) {}

    YamlFaults(String text) {
        this.text = text;
        this.lines = text.lines().toList();
    }

    String text() {
        return text;
    }

    YamlFault explain(YAMLException broken) {
        if (broken instanceof ReaderException unreadable) {
            return control(unreadable);
        }
        Mark mark = broken instanceof MarkedYAMLException marked ? marked.getProblemMark() : null;
        if (mark == null || !(broken instanceof MarkedYAMLException marked)) {
            return new YamlFault(1, 1, "this is not YAML: " + broken.getMessage(), "Make it simpler");
        }
        String problem = marked.getProblem();
        if (problem != null && problem.contains("\\t(TAB)")) {
            return new YamlFault(
                    mark.getLine() + 1,
                    mark.getColumn() + 1,
                    "a tab stands where only spaces may",
                    "Indent with spaces");
        }
        Mark context = marked.getContextMark();
        if (context != null && isUnclosedQuote(problem)) {
            return new YamlFault(
                    context.getLine() + 1,
                    context.getColumn() + 1,
                    "this is not YAML: " + plain(problem),
                    known(problem, context.getLine()));
        }
        return new YamlFault(
                mark.getLine() + 1,
                mark.getColumn() + 1,
                "this is not YAML: " + plain(problem) + opened(context, mark, problem),
                known(problem, mark.getLine()));
    }

    private static boolean isSecondDocument(@Nullable String problem) {
        return String.valueOf(problem).startsWith("but found another document");
    }

    private static boolean isUnclosedQuote(@Nullable String problem) {
        return String.valueOf(problem).startsWith("found unexpected end of stream");
    }

    /** Returns the remedy of a problem that has one of its own; that of its line for all others. */
    private String known(@Nullable String problem, int line) {
        String message = String.valueOf(problem);
        String at = line < lines.size() ? lines.get(line) : "";
        if (isUnclosedQuote(problem) && !CURLY_QUOTE.matcher(at).find()) {
            return "Close the quote where the text ends; write one inside the text twice, or with a backslash before it"
                    + " if it is a double one";
        }
        if (message.startsWith("found undefined alias")) {
            return "Write & and the name before a value above it, or put the value in double quotes if the star is meant";
        }
        if (message.startsWith("found unknown escape character") || message.startsWith("expected escape sequence")) {
            return "Write the backslash twice, or put the text in single quotes";
        }
        if (isSecondDocument(problem)) {
            return "Take away the line --- and what belongs to another job";
        }
        if (at.startsWith("%")) {
            return "Take the line away: one that starts with % is for YAML's own settings";
        }
        return remedy(line);
    }

    /** Returns the remedy for a line, counted from 0, that is not YAML. */
    String remedy(int line) {
        String at = line < lines.size() ? lines.get(line) : "";
        if (CURLY_QUOTE.matcher(at).find()) {
            return "Write straight quotes \" for the curly ones that an editor has put here";
        }
        if (at.matches(".*[:\\[,-]\\s*\\{\\{.*")) {
            return "Put a value that starts with {{ in double quotes";
        }
        if (at.matches("[^:{\\[]+: [^\"'{\\[]*: .*")) {
            return "Put a value that contains a colon in double quotes";
        }
        return "Look at the indentation, the quotes and the brackets here and in the lines before";
    }

    /** Returns the library's words in plain ones, where they are known. */
    private static String plain(@Nullable String problem) {
        String message = String.valueOf(problem);
        if (message.startsWith("mapping values are not allowed here")) {
            return "a colon too many stands here, or the line is indented too far";
        }
        if (message.startsWith("expected <block end>")) {
            return "this line is indented otherwise than those that it belongs to";
        }
        if (message.startsWith("could not find expected ':'")) {
            return "a key without its colon stands here, or in the line before";
        }
        if (message.startsWith("expected ',' or '}'")) {
            return "a comma or the closing } is missing before this";
        }
        if (message.startsWith("expected ',' or ']'")) {
            return "a comma or the closing ] is missing before this";
        }
        if (message.startsWith("found unexpected end of stream")) {
            return "a quote is opened here and not closed";
        }
        if (message.startsWith("found undefined alias")) {
            return "*" + message.replaceFirst("found undefined alias ", "").strip()
                    + " is the name of no anchor above it";
        }
        if (message.startsWith("found unknown escape character") || message.startsWith("expected escape sequence")) {
            return "a backslash stands before what it has no meaning for";
        }
        if (message.startsWith("expected the node content")) {
            return "a value is missing before this";
        }
        if (isSecondDocument(problem)) {
            return "a second document begins here, and a job file is one";
        }
        if (message.startsWith("expected ") || message.startsWith("but found ") || message.startsWith("found ")) {
            return "this cannot stand here";
        }
        Matcher start = NO_TOKEN.matcher(message);
        return start.matches() ? start.group(1) + " cannot begin a value" : message;
    }

    private static String opened(@Nullable Mark context, Mark at, @Nullable String problem) {
        if (context == null || context.getLine() == at.getLine() || isSecondDocument(problem)) {
            return "";
        }
        return ", in what starts in line " + (context.getLine() + 1);
    }

    private YamlFault control(ReaderException unreadable) {
        String before = text.substring(0, text.offsetByCodePoints(0, position(unreadable)));
        int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        return new YamlFault(
                line,
                column,
                String.format(Locale.ROOT, "the character U+%04X must not stand in YAML", unreadable.getCodePoint()),
                String.format(
                        Locale.ROOT,
                        "Take it away, or write it as \"\\u%04X\" in double quotes",
                        unreadable.getCodePoint()));
    }

    private int position(ReaderException unreadable) {
        return Math.min(Math.max(0, unreadable.getPosition()), text.codePointCount(0, text.length()));
    }
}
