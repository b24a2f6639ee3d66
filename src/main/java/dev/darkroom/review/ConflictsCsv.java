package dev.darkroom.review;

import dev.darkroom.results.CsvFile;
import java.io.IOException;
import java.util.List;

/** {@code conflicts.csv}: each word of people who disagree about a row, and what became of it. */
final class ConflictsCsv {

    static final String NAME = "conflicts.csv";

    private static final List<String> HEADER =
            List.of("id", "line", "outcome", "decision", "note", "reviewer", "reviewed_at", "file", "file_line");

    private final CsvFile csv;

    ConflictsCsv(CsvFile csv) throws IOException {
        this.csv = csv;
        csv.header(HEADER);
    }

    void add(String id, long line, RowVerdictRule.RowDecision decision) throws IOException {
        for (ReviewWord word : decision.conflict()) {
            csv.text(id)
                    .number(line)
                    .text(decision.outcome(word))
                    .text(word.said().verdict().keyword())
                    .text(word.said().note())
                    .text(word.said().reviewer())
                    .time(word.at())
                    .text(word.file())
                    .number(word.line() == 0 ? null : word.line())
                    .endLine();
        }
    }
}
