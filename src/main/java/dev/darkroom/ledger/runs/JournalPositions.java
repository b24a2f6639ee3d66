package dev.darkroom.ledger.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells how much of each run's journal the ledger holds, read at once for all runs. */
public final class JournalPositions {

    private final Map<Integer, @Nullable Long> bytes;

    private JournalPositions(Map<Integer, @Nullable Long> bytes) {
        this.bytes = bytes;
    }

    /** Reads them from the ledger. */
    public static JournalPositions of(DataSource dataSource) {
        Map<Integer, @Nullable Long> bytes = new HashMap<>();
        JdbcClient.create(dataSource)
                .sql("select run, bytes from journal_position")
                .query(row -> {
                    bytes.put(row.getInt("run"), row.getObject("bytes", Long.class));
                });
        return new JournalPositions(bytes);
    }

    /**
     * Returns whether a run's journal holds what the ledger does not: it must be caught up before anything is read of
     * the run.
     */
    public boolean isBehind(RunRecord run, Path journalFile) throws IOException {
        Long held = held(run);
        return held != null && Files.exists(journalFile) && Files.size(journalFile) > held;
    }

    /**
     * Returns whether a run's journal has lost what the ledger holds: it must be written anew, before the ledger is
     * lost too.
     */
    public boolean isCut(RunRecord run, Path journalFile) throws IOException {
        Long held = held(run);
        return held != null && Files.exists(journalFile) && Files.size(journalFile) < held;
    }

    private @Nullable Long held(RunRecord run) {
        return bytes.containsKey(run.number()) ? bytes.get(run.number()) : Long.valueOf(0);
    }
}
