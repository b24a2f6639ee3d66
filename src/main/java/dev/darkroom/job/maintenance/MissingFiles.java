package dev.darkroom.job.maintenance;

import dev.darkroom.io.CountText;
import dev.darkroom.io.Utf8Paths;
import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.history.StoredFiles;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The files that a run's pictures should be in and that are not there.
 *
 * @param files how many
 * @param rows how many rows they are of
 */
public record MissingFiles(long files, long rows) {

    static MissingFiles of(DataSource dataSource, RunRecord run) {
        Set<Integer> rows = new HashSet<>();
        long[] files = {0};
        new StoredFiles(dataSource, run).forEach((file, row) -> {
            if (!Files.isRegularFile(Utf8Paths.resolve(run.output(), file))) {
                files[0]++;
                rows.add(row);
            }
        });
        return new MissingFiles(files[0], rows.size());
    }

    /** Returns what is to be told of them, a clause. */
    String message(RunRecord run) {
        return CountText.of(files, "picture file") + " of " + CountText.of(rows, "row") + (files == 1 ? " is" : " are")
                + " gone from " + run.output() + ", though the results name them; 'run --new' with the file of the job "
                + run.job()
                + " fetches them again at no cost, and buys only what the service has lost too: 'plan --new'"
                + " tells both beforehand";
    }
}
