package dev.darkroom.manifest;

import dev.darkroom.errors.ErrorCode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads from a CSV file's first record: the delimiter, and the columns' names. */
final class CsvHeader {

    private static final String PADDING = "[\\s\\p{Z}\\x{FEFF}\\x{200B}\\x{2060}\\x{AD}]+";
    private static final Pattern AROUND = Pattern.compile("^" + PADDING + "|" + PADDING + "$");

    private CsvHeader() {}

    /**
     * Finds the delimiter that stands most often outside quotes, a {@code |} only where no other does; a comma if there is
     * none, the one column then is the only.
     */
    static char delimiter(String header) {
        char usual = List.of(',', ';', '\t').stream()
                .max(Comparator.comparingLong((Character candidate) -> outsideQuotes(header, candidate))
                        .thenComparing(candidate -> candidate == ','))
                .orElseThrow();
        boolean pipe = outsideQuotes(header, usual) == 0 && outsideQuotes(header, '|') > 0;
        return pipe ? '|' : usual;
    }

    private static long outsideQuotes(String header, char candidate) {
        long count = 0;
        boolean quoted = false;
        for (int index = 0; index < header.length(); index++) {
            char next = header.charAt(index);
            quoted ^= next == '"';
            count += !quoted && next == candidate ? 1 : 0;
        }
        return count;
    }

    /** Returns the columns, their names without blanks of any kind and marks of byte order around them. */
    static HeaderColumns columns(List<String> cells, String file, long line) {
        List<String> columns =
                cells.stream().map(cell -> AROUND.matcher(cell).replaceAll("")).toList();
        for (String column : columns) {
            if (column.toLowerCase(Locale.ROOT).matches("https?://.*")) {
                throw RefusalMessages.of(
                        file,
                        line,
                        ErrorCode.NO_HEADER,
                        "the first line holds a URL, so it is not a header",
                        "Put a line with the columns' names before it");
            }
            if (column.indexOf('\0') >= 0) {
                throw RefusalMessages.of(
                        file,
                        line,
                        ErrorCode.NOT_UTF8,
                        "the header holds NUL characters, which look like UTF-16 without its byte order mark",
                        "Save the file as UTF-8");
            }
        }
        return HeaderColumns.of(columns);
    }
}
