package dev.darkroom.jobfile;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Turns the YAML library's exceptions into messages for whoever wrote the text. */
final class YamlFaults {

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
        return new YamlFault(
                mark.getLine() + 1,
                mark.getColumn() + 1,
                "this is not YAML: " + problem + opened(marked.getContextMark(), mark),
                remedy(mark.getLine()));
    }

    /** Returns the remedy for a line, counted from 0, that is not YAML. */
    String remedy(int line) {
        String at = line < lines.size() ? lines.get(line) : "";
        if (at.matches(".*[:\\[,-]\\s*\\{\\{.*")) {
            return "Put a value that starts with {{ in double quotes";
        }
        if (at.matches("[^:]+: [^\"']*: .*")) {
            return "Put a value that contains a colon in double quotes";
        }
        return "Look at the indentation, the quotes and the brackets here and in the lines before";
    }

    private static String opened(@Nullable Mark context, Mark problem) {
        if (context == null || context.getLine() == problem.getLine()) {
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
