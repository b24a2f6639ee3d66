package dev.darkroom.runs;

import dev.darkroom.io.NearestNameFinder;
import dev.darkroom.io.SafeText;
import dev.darkroom.ledger.costs.CostDimension;
import dev.darkroom.ledger.costs.CostSummary;
import dev.darkroom.ledger.costs.StoredCosts;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.results.UnknownColumnException;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the runs of a workspace cost.
 *
 * @param request what was asked
 * @param by the names of what it is told by
 * @param summary the sums
 * @param oldest when the oldest run of the workspace began: what was bought before is not known here any more
 */
public record WorkspaceCosts(CostRequest request, List<String> by, CostSummary summary, Instant oldest) {

    public WorkspaceCosts {
        by = List.copyOf(by);
    }

    /**
     * Sums up what the request is for, as of this moment.
     *
     * @param held whether the caller holds the workspace's lock
     * @throws NoSuchRunException if there is no run, or none of that job or service
     * @throws UnknownColumnException if it is to be told by a column that no run keeps
     */
    public static WorkspaceCosts read(
            Workspace workspace, boolean held, CostRequest request, InstantSource clock, JsonMapper json)
            throws IOException {
        return LedgerReading.read(workspace, held, json, database -> {
            List<RunRecord> all = new RunStore(database.dataSource(), json).newestFirst();
            if (all.isEmpty()) {
                throw NoSuchRunException.anyIn(workspace);
            }
            if (held) {
                new OtherRuns(workspace, database.dataSource(), clock, json).catchUpKilled(all);
            }
            return sum(database, all, request, json);
        });
    }

    private static WorkspaceCosts sum(
            LedgerDatabase database, List<RunRecord> all, CostRequest request, JsonMapper json) {
        List<RunRecord> runs = chosen("job", request.job(), RunRecord::job, all);
        runs = chosen("service", request.service(), RunRecord::service, runs);
        List<CostDimension> by =
                request.by().stream().map(CostDimension::of).distinct().toList();
        checkColumns(by, runs);
        CostSummary summary =
                new StoredCosts(database.dataSource(), json).sum(runs, by, request.period(), request.zone());
        return new WorkspaceCosts(
                request,
                by.stream().map(CostDimension::name).toList(),
                summary,
                all.get(all.size() - 1).createdAt());
    }

    private static List<RunRecord> chosen(
            String what, @Nullable String wanted, Function<RunRecord, String> property, List<RunRecord> runs) {
        if (wanted == null) {
            return runs;
        }
        List<RunRecord> chosen =
                runs.stream().filter(run -> property.apply(run).equals(wanted)).toList();
        if (chosen.isEmpty()) {
            Set<String> known = runs.stream().map(property).collect(Collectors.toCollection(TreeSet::new));
            throw new NoSuchRunException("there is no run of the " + what + " " + SafeText.line(wanted, 100)
                    + NearestNameFinder.find(wanted, known)
                            .map(name -> "; the nearest " + what + " is " + SafeText.line(name, 100))
                            .orElse(""));
        }
        return chosen;
    }

    private static void checkColumns(List<CostDimension> by, List<RunRecord> runs) {
        Set<String> kept =
                runs.stream().flatMap(run -> run.keptColumns().stream()).collect(Collectors.toCollection(TreeSet::new));
        for (CostDimension dimension : by) {
            if (dimension.kind() == CostDimension.DimensionKind.COLUMN && !kept.contains(dimension.column())) {
                Set<String> known = new LinkedHashSet<>(CostDimension.keywords());
                known.addAll(kept);
                throw UnknownColumnException.of("costs", dimension.column(), known);
            }
        }
    }
}
