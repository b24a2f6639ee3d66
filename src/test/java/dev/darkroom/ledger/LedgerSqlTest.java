package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds every SQL text of the program to what keeps a large ledger quick: H2 runs an {@code in (select …)} again for each
 * row, and finds rows of a state in all runs unless the run's range is named beside it.
 */
class LedgerSqlTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path SCRIPTS = Path.of("src/main/resources/dev/darkroom/ledger/database");

    private static final Pattern TOKEN = Pattern.compile(
            "\"\"\"(.*?)\"\"\"|\"((?:\\\\.|[^\"\\\\])*)\"|//[^\\n]*|/\\*.*?\\*/|'(?:\\\\.|[^'\\\\])'|;"
                    + "|\\bString ([A-Z_]+) =|\\b([A-Z][A-Z_]+)\\b",
            Pattern.DOTALL);

    private static final Pattern SQL =
            Pattern.compile("\\b(select|insert into|update|delete from)\\b.*\\b(from|set|values|into|join)\\b");

    private static final Pattern IN_SELECT = Pattern.compile("\\bin\\s*\\(\\s*select\\b");

    /** A state that rows are chosen by, of a table's alias or of the only table; not one that is set or selected. */
    private static final Pattern CHOSEN =
            Pattern.compile("(?:where|and|or|on|not|\\()\\s+\\(*(?:(\\w+)\\.)?state (?:=|<>|in)");

    private static final Pattern SEVERAL_STATES = Pattern.compile("(?<![\\w.])(\\w+\\.)?state in \\(");

    @Test
    void no_row_is_chosen_in_a_subselect() throws IOException {
        assertThat(statements())
                .filteredOn(sql -> IN_SELECT.matcher(sql).find())
                .as("use exists, or a join")
                .isEmpty();
    }

    @Test
    void who_names_a_state_names_the_rows_too() throws IOException {
        List<String> all = statements();
        assertThat(all).as("what was read of the sources").hasSizeGreaterThan(80);
        assertThat(all).filteredOn(LedgerSqlTest::namesStateAlone).isEmpty();
    }

    @Test
    void rows_in_a_range_are_not_looked_up_by_several_states() throws IOException {
        assertThat(statements())
                .filteredOn(LedgerSqlTest::readsStatesOfAllRuns)
                .as("use StateCondition: H2 reads the rows in those states of all runs")
                .isEmpty();
        assertThat(readsStatesOfAllRuns("select 1 from row_state s where s.state in (?, ?) and s.row_key > ?"))
                .isTrue();
    }

    private static boolean readsStatesOfAllRuns(String sql) {
        Matcher chosen = SEVERAL_STATES.matcher(sql);
        while (sql.contains("row_state") && chosen.find()) {
            String alias = chosen.group(1) == null ? "(?<![\\w.])" : Pattern.quote(chosen.group(1));
            if (Pattern.compile(alias + "row_key >").matcher(sql).find()) {
                return true;
            }
        }
        return false;
    }

    private static boolean namesStateAlone(String sql) {
        if (!sql.contains("row_state") && !sql.contains("purchase")) {
            return false;
        }
        Matcher chosen = CHOSEN.matcher(sql.substring(Math.max(sql.indexOf(" from "), 0)));
        while (chosen.find()) {
            String alias = chosen.group(1);
            if (!"r".equals(alias) && !isBounded(sql, alias == null ? "" : alias + ".")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether a statement is bounded by a range of rows, one row, the row of a joined table, or a short list of
     * keys that it was found by.
     */
    private static boolean isBounded(String sql, String alias) {
        String key = (alias.isEmpty() ? "(?<![\\w.])" : Pattern.quote(alias)) + "row_key";
        return Pattern.compile(key + " (>|>=|=|in \\()").matcher(sql).find()
                || (!alias.isEmpty()
                        && Pattern.compile("= " + Pattern.quote(alias) + "row_key\\b")
                                .matcher(sql)
                                .find());
    }

    private static List<String> statements() throws IOException {
        List<String> statements = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                statements.addAll(texts(Files.readString(file)));
            }
        }
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            for (Path file : files.toList()) {
                String script = Files.readString(file).replaceAll("--[^\\n]*", "");
                statements.addAll(List.of(script.split(";", -1)));
            }
        }
        return statements.stream()
                .map(sql -> sql.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT))
                .filter(sql -> SQL.matcher(sql).find())
                .toList();
    }

    /** Returns the texts of each Java statement, put together as it does. */
    private static List<String> texts(String source) {
        List<String> texts = new ArrayList<>();
        Map<String, String> constants = new HashMap<>();
        StringBuilder text = new StringBuilder();
        String named = "";
        Matcher token = TOKEN.matcher(source);
        while (token.find()) {
            if (token.group().equals(";")) {
                texts.add(text.toString());
                constants.put(named, text.toString());
                text.setLength(0);
                named = "";
            } else if (token.group(3) != null) {
                named = token.group(3);
            } else if (token.group(4) != null) {
                text.append(constants.getOrDefault(token.group(4), ""));
            } else if (token.group(1) != null || token.group(2) != null) {
                text.append(Objects.requireNonNullElse(token.group(1), token.group(2)));
            }
        }
        return texts;
    }
}
