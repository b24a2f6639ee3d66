package dev.darkroom.runs;

import dev.darkroom.ledger.comparison.RowDifferences;
import dev.darkroom.ledger.comparison.RunComparison;
import dev.darkroom.ledger.costs.GroupCosts;
import dev.darkroom.ledger.costs.StoredCosts;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two runs of a workspace that are held against each other.
 *
 * @param before the one
 * @param after the other, which is told as what came of it
 * @param isPart whether the other is about some rows of its manifest alone
 * @param rows what they differ in, as long as the ledger is open
 */
public record ComparedRuns(CostedRun before, CostedRun after, boolean isPart, RowDifferences rows) {

    /** How much more the other run was charged; negative if it was less, null if that is not known of both. */
    public @Nullable BigDecimal difference() {
        BigDecimal one = before.costs().charged();
        BigDecimal other = after.costs().charged();
        return one == null || other == null ? null : other.subtract(one);
    }

    /**
     * Hands two runs to the reader, as of this moment.
     *
     * @param held whether the caller holds the workspace's lock
     * @param wanted each run's id or output directory. One is compared with the run before it, as its report does; without any
     *     that is the newest
     * @throws NoSuchRunException if there is none that is wanted, or none before it
     */
    public static void read(
            Workspace workspace,
            boolean held,
            List<String> wanted,
            InstantSource clock,
            JsonMapper json,
            ComparisonReader reader)
            throws IOException {
        LedgerReading.read(workspace, held, json, database -> {
            RunFinder finder = new RunFinder(workspace, new RunStore(database.dataSource(), json));
            RunRecord after = finder.find(wanted.isEmpty() ? null : wanted.get(wanted.size() - 1));
            RunRecord before = wanted.size() > 1 ? finder.find(wanted.get(0)) : previous(database, after, json);
            if (held) {
                OtherRuns others = new OtherRuns(workspace, database.dataSource(), clock, json);
                others.catchUpKilled(before);
                others.catchUpKilled(after);
            }
            reader.read(of(database, before, after, json));
            return true;
        });
    }

    private static RunRecord previous(LedgerDatabase database, RunRecord run, JsonMapper json) {
        return new RunComparison(database.dataSource(), json, run)
                .previous()
                .orElseThrow(() -> new NoSuchRunException("the run " + run.id()
                        + " is the first of its job that is known here: name the run that it is to be compared with"));
    }

    private static ComparedRuns of(LedgerDatabase database, RunRecord before, RunRecord after, JsonMapper json) {
        return new ComparedRuns(
                CostedRun.of(database, before, json),
                CostedRun.of(database, after, json),
                new RunComparison(database.dataSource(), json, after).isPart(),
                new RowDifferences(database.dataSource(), json, before, after));
    }

    /** A run, how many rows it has and what it bought. */
    public record CostedRun(RunRecord run, GroupCosts costs) {

        private static CostedRun of(LedgerDatabase database, RunRecord run, JsonMapper json) {
            return new CostedRun(run, new StoredCosts(database.dataSource(), json).purchases(run));
        }
    }

    /** Reads a comparison while its ledger is open. */
    public interface ComparisonReader {
        void read(ComparedRuns runs) throws IOException;
    }
}
