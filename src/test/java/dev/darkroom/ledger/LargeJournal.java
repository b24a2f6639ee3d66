package dev.darkroom.ledger;

import dev.darkroom.ledger.journal.JournalFormat;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.RowKey;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Writes the journal of a run whose first rows all succeeded, to measure what a start of a large run costs: {@code
 * resume --rebuild} makes the ledger of it. Arguments: the journal's file and the number of rows.
 */
final class LargeJournal {

    private static final BigDecimal PRICE = new BigDecimal("0.015");

    private LargeJournal() {}

    public static void main(String[] arguments) throws IOException {
        int rows = Integer.parseInt(arguments[1]);
        JournalFormat format = new JournalFormat(1);
        Instant at = Instant.parse("2026-11-21T20:00:00Z");
        try (BufferedWriter journal = Files.newBufferedWriter(Path.of(arguments[0]))) {
            for (int row = 1; row <= rows; row++) {
                for (LedgerEvent event : events(new RowKey(1, row), at)) {
                    journal.write(format.line(event, at));
                }
            }
        }
    }

    private static List<LedgerEvent> events(RowKey row, Instant at) {
        String request = "%032x".formatted(row.row());
        DownloadedPicture picture =
                new DownloadedPicture("images/row-" + row.row() + "-1.png", "0".repeat(64), 9, 8, 7, "image/png");
        return List.of(
                new LedgerEvent.SubmitIntended(row, 1, PRICE),
                new LedgerEvent.SubmitAccepted(row, 1, request),
                new LedgerEvent.RequestCompleted(
                        row, 1, List.of("https://cdn.runcomfy.net/" + request), new JobTimes(at, at), PRICE),
                new OutputsDownloaded(row, 1, List.of(picture), 12));
    }
}
