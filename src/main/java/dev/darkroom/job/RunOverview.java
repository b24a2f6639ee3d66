package dev.darkroom.job;

import dev.darkroom.ledger.LedgerDatabase;
import dev.darkroom.ledger.RowStatus;
import dev.darkroom.ledger.RunFigures;
import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.Runs;
import dev.darkroom.ledger.Workspace;
import dev.darkroom.results.RunSummary;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run in one line.
 *
 * @param state where it really stands
 * @param stopReason why it stopped, null if it did not
 * @param exitCode of its last process, null before the first end
 * @param rows how many it has
 * @param withPicture how many of them have their pictures
 * @param spentUsd what it cost so far
 * @param endedAt when its last process ended, null while it runs or if that died
 */
public record RunOverview(
        String id,
        String job,
        String service,
        RunSummary.State state,
        @Nullable String stopReason,
        @Nullable Integer exitCode,
        long rows,
        long withPicture,
        BigDecimal spentUsd,
        Instant startedAt,
        @Nullable Instant endedAt,
        String output) {

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
        LiveRun live = LiveRun.in(workspace, held, clock.instant());
        return LedgerReading.read(
                workspace,
                held,
                json,
                database -> new Runs(database.dataSource(), json)
                        .newestFirst().stream()
                                .map(run -> of(run, database, live))
                                .toList());
    }

    private static RunOverview of(RunRecord run, LedgerDatabase database, LiveRun live) {
        RunFigures figures = new RunFigures(database.dataSource(), run);
        Map<RowStatus, Long> statuses = figures.statuses();
        return new RunOverview(
                run.id(),
                run.job(),
                run.service(),
                live.state(run),
                live.stopReason(run),
                run.exitCode(),
                sum(statuses, false),
                sum(statuses, true),
                figures.accounts().spent(),
                run.createdAt(),
                run.endedAt(),
                run.output().toString());
    }

    private static long sum(Map<RowStatus, Long> statuses, boolean picturesOnly) {
        return statuses.entrySet().stream()
                .filter(entry -> !picturesOnly || entry.getKey().hasPicture())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
