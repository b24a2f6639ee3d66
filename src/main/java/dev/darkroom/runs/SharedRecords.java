package dev.darkroom.runs;

import dev.darkroom.io.DurableText;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.shared.SharedFiles;
import dev.darkroom.ledger.signals.StandingStop;
import dev.darkroom.ledger.spending.AccountBalances;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import dev.darkroom.workspace.PostgresAddress;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the small records of a workspace that are files on one host, and stand in the database where several hosts share it: a
 * run's stop, services' pauses, the last summary.
 */
public final class SharedRecords {

    private static final String OF_ALL_RUNS = "";
    private static final String PAUSES = "pauses.json";
    private static final String COPY = "copy.txt";
    private static final String SUMMARY = "summary.json";

    private SharedRecords() {}

    /** Returns a run's stop that no start ends by itself. */
    public static StandingStop stop(
            Workspace workspace, DataSource ledger, String run, JsonMapper json, InstantSource clock) {
        return workspace.isShared()
                ? new StandingStop(new SharedFiles(ledger).text(run, SharedFiles.STOP), json, clock)
                : new StandingStop(workspace.journal(run), json, clock);
    }

    /** Returns what the account held before a run and after. */
    public static AccountBalances balances(
            Workspace workspace, DataSource ledger, String run, JsonMapper json, InstantSource clock) {
        DurableText record = workspace.isShared()
                ? new SharedFiles(ledger).text(run, SharedFiles.BALANCE)
                : DurableText.inFile(balanceFile(workspace, run));
        return new AccountBalances(record, json, clock);
    }

    /** Returns the file that they are kept in on one host. */
    static Path balanceFile(Workspace workspace, String run) {
        return workspace.runFolder(run).resolve(SharedFiles.BALANCE);
    }

    /** Returns the pauses that services have asked for. */
    public static DurableText pauses(Workspace workspace, DataSource ledger) {
        return workspace.isShared()
                ? new SharedFiles(ledger).text(OF_ALL_RUNS, PAUSES)
                : DurableText.inFile(workspace.pauses());
    }

    /** Returns them as they are now, for somebody who has not opened the ledger. */
    public static DurableText pausesNow(Workspace workspace) throws IOException {
        PostgresAddress address = workspace.database();
        if (address == null) {
            return DurableText.inFile(workspace.pauses());
        }
        Optional<LedgerDatabase> ledger = LedgerDatabase.openToRead(address);
        if (ledger.isEmpty()) {
            return DurableText.asRead(Optional.empty(), address.shown());
        }
        try (LedgerDatabase database = ledger.get()) {
            DurableText pauses = pauses(workspace, database.dataSource());
            return DurableText.asRead(pauses.read(), pauses.toString());
        }
    }

    /** Returns where the last summary of all runs is kept besides the files; null if it is in them alone. */
    public static @Nullable DurableText summary(Workspace workspace, DataSource ledger) {
        return workspace.isShared() ? new SharedFiles(ledger).text(OF_ALL_RUNS, SUMMARY) : null;
    }

    /** Returns the name of the copy that a ledger in a database was filled by, if it was. */
    public static DurableText copyName(DataSource ledger) {
        return new SharedFiles(ledger).text(OF_ALL_RUNS, COPY);
    }

    /**
     * Reads the last summary of all runs.
     *
     * @return empty if there is none, or none that can be read
     */
    static Optional<RunSummary> lastSummary(DataSource ledger) {
        try {
            Optional<byte[]> written =
                    new SharedFiles(ledger).text(OF_ALL_RUNS, SUMMARY).read();
            return written.isEmpty()
                    ? Optional.empty()
                    : Optional.of(SummaryFile.parse(new String(written.get(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
