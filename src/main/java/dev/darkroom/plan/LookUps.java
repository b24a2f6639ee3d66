package dev.darkroom.plan;

import dev.darkroom.download.NotReused;
import dev.darkroom.download.Reuse;
import dev.darkroom.ledger.EqualRow;
import dev.darkroom.ledger.TakeOvers;
import dev.darkroom.ledger.UnboughtRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks rows that are still to be bought up in earlier runs, as a run does, a page in memory at a time, and counts. */
final class LookUps {

    private final @Nullable Reuse reuse;
    private final @Nullable TakeOvers takeOvers;
    private final List<Wanted> page = new ArrayList<>();
    private final Map<NotReused, Long> notReused = new EnumMap<>(NotReused.class);
    private final Map<String, Demand> demands = new LinkedHashMap<>();
    private final Set<String> waiting = new TreeSet<>();
    private long reusable;
    private long fetchedAgain;
    private long takenOver;
    private long unknown;

    /**
     * @param reuse null if no earlier run's pictures are taken
     * @param takeOvers null if there was no earlier run
     */
    LookUps(@Nullable Reuse reuse, @Nullable TakeOvers takeOvers) {
        this.reuse = reuse;
        this.takeOvers = takeOvers;
    }

    void add(Wanted row) throws IOException, InterruptedException {
        page.add(row);
        if (page.size() == UnboughtRows.PAGE) {
            finish();
        }
    }

    /** Looks up what is left over. */
    void finish() throws IOException, InterruptedException {
        List<Wanted> left = withoutReusable();
        List<String> keys = left.stream().map(Wanted::inputKey).distinct().toList();
        TakeOvers.Found found = takeOvers == null ? null : takeOvers.among(keys, true);
        for (Wanted row : left) {
            EqualRow bought = found == null ? null : found.bought().get(row.inputKey);
            if (bought == null) {
                demands.merge(row.model, new Demand(1, row.outputs), Demand::and);
            } else if (bought.requestId() == null) {
                unknown++;
            } else {
                takenOver++;
            }
        }
        if (found != null) {
            waiting.addAll(found.waiting());
        }
        page.clear();
    }

    private List<Wanted> withoutReusable() throws IOException, InterruptedException {
        if (reuse == null) {
            return page;
        }
        Map<String, Reuse.Choice> choices =
                reuse.choose(page.stream().map(Wanted::inputKey).distinct().toList());
        Map<String, EqualRow> again = takeOvers == null ? Map.of() : Reuse.fetchedAgain(choices, takeOvers);
        List<Wanted> left = new ArrayList<>();
        for (Wanted row : page) {
            Reuse.Choice choice = choices.get(row.inputKey);
            if (choice != null && choice.from() != null) {
                reusable++;
                continue;
            }
            if (again.containsKey(row.inputKey)) {
                fetchedAgain++;
                continue;
            }
            left.add(row);
            if (choice != null && choice.why() != null) {
                notReused.merge(choice.why(), 1L, Long::sum);
            }
        }
        return left;
    }

    long reusable() {
        return reusable;
    }

    long fetchedAgain() {
        return fetchedAgain;
    }

    long takenOver() {
        return takenOver;
    }

    long unknown() {
        return unknown;
    }

    Map<NotReused, Long> notReused() {
        return notReused;
    }

    /** What has to be bought, by model. */
    Map<String, Demand> demands() {
        return demands;
    }

    Set<String> waiting() {
        return waiting;
    }

    /** A row still to be bought. */
    record Wanted(String inputKey, String model, int outputs) {}

    /** How much of a model is to be bought. */
    record Demand(long requests, long outputs) {

        private Demand and(Demand more) {
            return new Demand(requests + more.requests, outputs + more.outputs);
        }
    }
}
