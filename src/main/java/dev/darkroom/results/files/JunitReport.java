package dev.darkroom.results.files;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.SafeText;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.results.ErrorAdvice;
import dev.darkroom.results.ResultTexts;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code report/junit.xml}: the rows as the tests of a build, for CI. A row with a picture has passed, a reused one too, so
 * that a reader who compares builds sees it as fixed; one that is not at its end is skipped, one that may have been bought is
 * an error, and all others have failed. A test's name is the row's id in all runs of a job. A suite tells how many of its
 * tests failed before it tells the tests: each is of as many rows as are held in memory. Not thread-safe.
 */
public final class JunitReport {

    /** Its name in the run's output directory. */
    public static final String NAME = "report/junit.xml";

    /** How many tests a suite has at most. */
    private static final int SUITE = 1_000;

    private static final int MILLIS = 3;

    private final Writer xml;
    private final String job;
    private final String startedAt;
    private final StringBuilder cases = new StringBuilder();
    private long firstRow;
    private long lastRow;
    private int tests;
    private int failures;
    private int errors;
    private int skipped;
    private long millis;
    private boolean isBegun;

    /**
     * Begins a report. The writer stays open; it is the caller's to flush and to close.
     *
     * @param job the job's name
     */
    public JunitReport(Writer xml, String job, Instant startedAt) throws IOException {
        this.xml = xml;
        this.job = job;
        this.startedAt = ResultTexts.time(startedAt);
        xml.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"" + escaped(job) + "\">\n");
    }

    /** Adds a row; a later row's number is higher. */
    public void add(RowOutcome row) throws IOException {
        if (tests == SUITE) {
            writeSuite(true);
        }
        firstRow = tests == 0 ? row.number() : firstRow;
        lastRow = row.number();
        tests++;
        long took = Stream.of(row.queueMs(), row.runMs(), row.downloadMs())
                .mapToLong(part -> part == null ? 0 : part)
                .sum();
        millis += took;
        cases.append("<testcase classname=\"")
                .append(escaped(job))
                .append("\" name=\"")
                .append(escaped(name(row)))
                .append("\" time=\"")
                .append(seconds(took))
                .append('"');
        switch (row.status()) {
            case SUCCEEDED, REUSED -> passed(row);
            case SUBMITTED, PENDING -> {
                skipped++;
                cases.append("><skipped message=\"")
                        .append(row.status().keyword())
                        .append("\"/></testcase>\n");
            }
            case UNKNOWN -> {
                errors++;
                missing("error", row);
            }
            case REJECTED, FAILED, TIMED_OUT, CANCELLED, DOWNLOAD_FAILED -> {
                failures++;
                missing("failure", row);
            }
        }
    }

    /** Writes what is left. */
    public void finish() throws IOException {
        if (tests > 0) {
            writeSuite(isBegun);
        }
        xml.write("</testsuites>\n");
    }

    /** Names a test: of several rows of an id, the second ones by their lines too. */
    private static String name(RowOutcome row) {
        return ErrorCode.DUPLICATE_ID.code().equals(row.code()) ? row.id() + " (line " + row.line() + ")" : row.id();
    }

    private void passed(RowOutcome row) {
        if (row.flags().isEmpty()) {
            cases.append("/>\n");
        } else {
            cases.append("><system-out>")
                    .append(escaped(String.join(" ", row.flags())))
                    .append("</system-out></testcase>\n");
        }
    }

    private void missing(String element, RowOutcome row) {
        String reason = row.reason();
        cases.append("><")
                .append(element)
                .append(" type=\"")
                .append(escaped(row.code() == null ? row.status().keyword() : row.code()))
                .append("\" message=\"")
                .append(escaped(row.status().keyword() + (reason == null ? "" : ": " + reason)))
                .append("\">");
        line("line of the manifest", Long.toString(row.line()));
        line("model", row.model());
        line("request", row.requestId());
        if (row.code() != null) {
            line("what to do", ErrorAdvice.of(row.code(), row.status()).whatToDo());
        }
        cases.append("</").append(element).append("></testcase>\n");
    }

    private void line(String name, @Nullable String value) {
        if (value != null) {
            cases.append(name).append(": ").append(escaped(value)).append('\n');
        }
    }

    /** @param isPart whether there are others: then it is named by its rows */
    private void writeSuite(boolean isPart) throws IOException {
        String rows = isPart ? ": rows " + firstRow + " to " + lastRow : "";
        xml.write("<testsuite name=\"" + escaped(job + rows) + "\" tests=\"" + tests + "\" failures=\"" + failures
                + "\" errors=\"" + errors + "\" skipped=\"" + skipped + "\" time=\"" + seconds(millis)
                + "\" timestamp=\"" + startedAt + "\">\n");
        xml.append(cases).write("</testsuite>\n");
        isBegun = true;
        cases.setLength(0);
        tests = 0;
        failures = 0;
        errors = 0;
        skipped = 0;
        millis = 0;
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, MILLIS).toPlainString();
    }

    /** Escapes a text for an element or an attribute; what XML cannot hold, or is not seen, is shown as it is elsewhere. */
    private static String escaped(String text) {
        String line = SafeText.line(text);
        StringBuilder escaped = new StringBuilder(line.length() + 16);
        for (int index = 0; index < line.length(); index++) {
            char next = line.charAt(index);
            switch (next) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\uFFFE', '\uFFFF' -> escaped.append('?');
                default -> escaped.append(next);
            }
        }
        return escaped.toString();
    }
}
