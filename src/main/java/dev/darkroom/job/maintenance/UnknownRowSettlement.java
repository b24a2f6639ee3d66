package dev.darkroom.job.maintenance;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.earlier.LookUpEntries;
import dev.darkroom.ledger.history.RowsById;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.UnknownResolved;
import dev.darkroom.ledger.rows.UnpurchasedRow.DoubtOrigin;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.runs.LedgerReading;
import dev.darkroom.runs.NoSuchRunException;
import dev.darkroom.runs.RunFinder;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Settles a row whose submit's answer was lost, by what the user found. The caller holds the workspace's lock. */
public final class UnknownRowSettlement {

    /** The service's own form of request ids. */
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final InstantSource clock;
    private final JsonMapper json;
    private final RequestCheck check;

    /** One that believes every request id. */
    public UnknownRowSettlement(InstantSource clock, JsonMapper json) {
        this(clock, json, (workspace, run, requestId) -> {});
    }

    /** @param check what a request id has to pass before a row is settled by it */
    public UnknownRowSettlement(InstantSource clock, JsonMapper json, RequestCheck check) {
        this.clock = clock;
        this.json = json;
        this.check = check;
    }

    /**
     * Settles the row; it is durable then. One that is in doubt only since another run's equal row is settles that one,
     * by which it is free at its run's next start.
     *
     * @param wanted the run's id or output directory
     * @param id the row's
     * @param requestId the request it became, null if it surely was not submitted
     * @return the row that was settled
     * @throws NoSuchRunException if there is no such run
     * @throws SettlementException if there is no such row, it is not unknown, or the request is no such or another's,
     *     or does not pass the check
     */
    public SettledRow settle(Workspace workspace, String wanted, String id, @Nullable String requestId)
            throws IOException {
        if (requestId != null && !REQUEST_ID.matcher(requestId).matches()) {
            throw new SettlementException(
                    requestId + " is not a request id: these have up to 128 letters, digits, _ and -."
                            + " Copy it from the usage page, or say not-submitted");
        }
        return LedgerReading.read(workspace, true, json, database -> {
            RunStore runs = new RunStore(database.dataSource(), json);
            RunFinder finder = new RunFinder(workspace, runs);
            RunRecord run = finder.find(wanted);
            String row = id;
            database.buildIndexes();
            new LookUpEntries(database.dataSource()).enterAll();
            for (DoubtOrigin origin = settle(workspace, database, run, row, requestId);
                    origin != null;
                    origin = settle(workspace, database, run, row, requestId)) {
                run = finder.find(origin.run());
                row = origin.id();
            }
            runs.reopened(run.number(), "resolved: rows are left to go on with");
            return new SettledRow(row, run.id());
        });
    }

    /** Settles the row, or returns that of an earlier run since which it is in doubt. */
    private @Nullable DoubtOrigin settle(
            Workspace workspace, LedgerDatabase database, RunRecord run, String id, @Nullable String requestId)
            throws IOException {
        RowsById rows = new RowsById(database.dataSource(), run);
        try (RunLedger ledger = RunLedger.open(database.dataSource(), json, clock, run, workspace.journal(run.id()))) {
            ledger.recovery().catchUp();
            RowsById.RowStanding row = unknown(rows, run, id);
            if (row.doubt() != null) {
                return DoubtOrigin.of(row.doubt())
                        .orElseThrow(() -> new SettlementException("the row " + id + " is " + row.doubt()));
            }
            if (requestId != null) {
                rows.ownerOf(requestId, row.key()).ifPresent(owner -> {
                    throw new SettlementException("the request " + requestId + " is that of the row " + owner
                            + " already: look for another one, or say not-submitted");
                });
                check.check(
                        workspace, new RunFolder(workspace, database.dataSource(), run.id(), json).job(), requestId);
            }
            if (!ledger.apply(new UnknownResolved(row.key(), row.attempt(), requestId))) {
                throw new IllegalStateException("the row " + id + " moved while it was settled");
            }
            return null;
        }
    }

    private static RowsById.RowStanding unknown(RowsById rows, RunRecord run, String id) {
        RowsById.RowStanding row = rows.find(id)
                .orElseThrow(() -> new SettlementException("the run " + run.id() + " has no row " + id + ". 'status "
                        + run.id() + "' lists the rows to settle"));
        if (row.state() == RowState.FOLLOWER && row.leader() != null) {
            throw new SettlementException(
                    "the row " + id + " shares the purchase of the equal row " + row.leader() + ": settle that one");
        }
        if (row.state() != RowState.UNKNOWN) {
            throw new SettlementException("the row " + id + " is "
                    + row.state().status().keyword() + ", not unknown: there is nothing to settle");
        }
        return row;
    }

    /**
     * A row that was settled.
     *
     * @param id the row's
     * @param run the run's id
     */
    public record SettledRow(String id, String run) {}
}
