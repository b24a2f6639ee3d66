package dev.darkroom.runs;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.ledger.history.RunTotals;
import dev.darkroom.ledger.history.StoredTotals;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.results.RunSummary;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run in one line.
 *
 * @param state its real state
 * @param stopReason why it stopped, null if it did not
 * @param exitCode of its last process, null before the first end
 * @param rows number of its rows
 * @param withPicture number of rows that have their pictures
 * @param bought number of requests the service accepted
 * @param reused number of rows that have the pictures of an equal row
 * @param spentUsd what it cost so far; null if the service told neither price nor cost
 * @param endedAt when its last process ended, null while it runs or if that died
 */
public record RunOverview(
        String id,
        String job,
        String service,
        RunSummary.SummaryState state,
        @Nullable String stopReason,
        @Nullable Integer exitCode,
        long rows,
        long withPicture,
        long bought,
        long reused,
        @Nullable BigDecimal spentUsd,
        Instant startedAt,
        @Nullable Instant endedAt,
        String output) {

    private static final Logger log = LoggerFactory.getLogger(RunOverview.class);

    /**
     * All runs of a workspace, the newest first.
     *
     * @param held whether the caller holds the workspace's lock
     */
    public static List<RunOverview> all(Workspace workspace, boolean held, InstantSource clock, JsonMapper json)
            throws IOException {
        if (!workspace.hasLedger() && RunFolder.recorded(workspace).isEmpty()) {
            return List.of();
        }
        return LedgerReading.read(workspace, held, json, database -> {
            LiveRun live = LiveRun.in(workspace, database.dataSource(), held, clock.instant());
            StoredTotals stored = new StoredTotals(database.dataSource());
            List<RunRecord> runs = new RunStore(database.dataSource(), json).newestFirst();
            if (held) {
                new OtherRuns(workspace, database.dataSource(), clock, json).catchUpKilled(runs);
            }
            Map<Integer, RunTotals> totals = stored.of(runs);
            if (held) {
                keep(stored, runs, totals);
            }
            return runs.stream()
                    .map(run -> of(run, Objects.requireNonNull(totals.get(run.number())), live))
                    .toList();
        });
    }

    /**
     * Stores the totals, so that the next list is made sooner; one that finds no room for that is a list all the same.
     */
    private static void keep(StoredTotals stored, List<RunRecord> runs, Map<Integer, RunTotals> totals) {
        try {
            stored.keepMissing(runs, totals);
        } catch (DataAccessException e) {
            log.debug("the runs' totals could not be kept", e);
        }
    }

    private static RunOverview of(RunRecord run, RunTotals totals, LiveRun live) {
        return new RunOverview(
                run.id(),
                run.job(),
                run.service(),
                live.state(run),
                live.stopReason(run),
                run.exitCode(),
                totals.rows(),
                totals.withPicture(),
                totals.accepted(),
                totals.reused(),
                totals.spent(),
                run.createdAt(),
                run.endedAt(),
                BucketLocation.shown(run.output()));
    }

    /** The time it took from its begin to the end of its last process; null if it has no end. */
    public @Nullable Duration duration() {
        return endedAt == null ? null : Duration.between(startedAt, endedAt);
    }

    /** The share of rows with pictures, from 0 to 1, with four digits; null if there are no rows. */
    public @Nullable BigDecimal okShare() {
        return rows == 0
                ? null
                : BigDecimal.valueOf(withPicture).divide(BigDecimal.valueOf(rows), 4, RoundingMode.HALF_UP);
    }
}
