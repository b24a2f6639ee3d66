package dev.darkroom.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table in {@code docs/faults.md}: what goes wrong and what is to come of it.
 *
 * @param what the first cell
 * @param settings keys of the job
 * @param first how the run ends
 * @param next how it ends after all faults have ended and the user has resumed it, null if nobody does
 */
record FaultLine(
        String what,
        List<String> settings,
        ExpectedEnd first,
        @Nullable ExpectedEnd next) {

    static final int ROWS = 12;

    /** The text that the prompt of the last row alone contains. */
    static final String SICK = "lamp";

    private static final Path FILE = Path.of("docs", "faults.md");
    private static final int CELLS = 9;
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern NAMED = Pattern.compile("`([a-z0-9-]+)`(?: `(\\{.*})`)?");

    static List<FaultLine> all() throws IOException {
        return Files.readAllLines(FILE).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| what goes wrong"))
                .map(FaultLine::read)
                .toList();
    }

    private static FaultLine read(String line) {
        String[] cells = line.substring(1, line.length() - 1).split("\\|", -1);
        if (cells.length != CELLS) {
            throw new IllegalArgumentException("not " + CELLS + " cells: " + line);
        }
        List<String> texts = Arrays.stream(cells).map(String::strip).toList();
        if (texts.get(CELLS - 1).isEmpty()) {
            throw new IllegalArgumentException("nothing is explained: " + line);
        }
        return new FaultLine(
                texts.get(0),
                CODE.matcher(texts.get(1))
                        .results()
                        .map(found -> found.group(1))
                        .toList(),
                ExpectedEnd.read(texts.subList(2, 5)),
                texts.get(5).isEmpty() ? null : ExpectedEnd.read(texts.subList(5, 8)));
    }

    /** Returns the plan for the simulator, as JSON; null if the fault is none of its own. */
    @Nullable
    String plan() {
        if (what.startsWith("`{")) {
            return what.substring(1, what.length() - 1);
        }
        Matcher named = NAMED.matcher(what);
        if (!named.matches()) {
            return null;
        }
        String rule = named.group(2) == null ? "{\"prompt\": \"" + SICK + "\"}" : named.group(2);
        return "{\"" + named.group(1) + "\": " + rule + "}";
    }

    /** Returns whether one row alone is to have no picture. */
    boolean sparesTheOthers() {
        return first.rows().getOrDefault("succeeded", 0L) == ROWS - 1;
    }

    /**
     * Returns whether it is about the time of day as HTTP tells it, in whole seconds: a clock that runs fast is not
     * told by it.
     */
    boolean tellsTime() {
        return what.contains("retry-after");
    }

    /** Returns whether it is about pictures, which are checked then. */
    boolean isOfPictures() {
        return what.contains("output-");
    }

    /**
     * Returns whether an answer never comes to its end: a client that waits less long than ours does the test no harm.
     */
    boolean hangs() {
        return what.contains("-hang`") || what.contains("comes to a halt");
    }

    @Override
    public String toString() {
        return (what + " " + String.join(" ", settings)).strip();
    }

    /**
     * The expected end of a run.
     *
     * @param rows how many are in each status, with the code of their reason where they have one
     * @param bought how many purchases the service has accepted since the first start
     * @param exitCode of the process
     */
    record ExpectedEnd(Map<String, Long> rows, int bought, int exitCode) {

        private static ExpectedEnd read(List<String> cells) {
            Map<String, Long> rows = Arrays.stream(cells.get(0).split(", ", -1))
                    .map(count -> count.split(" ", 2))
                    .collect(Collectors.toMap(
                            count -> count[1], count -> Long.parseLong(count[0]), (one, other) -> one, TreeMap::new));
            return new ExpectedEnd(rows, Integer.parseInt(cells.get(1)), Integer.parseInt(cells.get(2)));
        }

        @Override
        public String toString() {
            String counts = rows.entrySet().stream()
                    .map(row -> row.getValue() + " " + row.getKey())
                    .collect(Collectors.joining(", "));
            return counts + " | " + bought + " | " + exitCode;
        }
    }
}
