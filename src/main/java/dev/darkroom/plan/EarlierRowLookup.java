package dev.darkroom.plan;

import dev.darkroom.ledger.earlier.AdoptedPurchases;
import dev.darkroom.ledger.earlier.UnpurchasedRows;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.reuse.AdoptionSelector;
import dev.darkroom.reuse.ReuseRefusal;
import dev.darkroom.reuse.ReuseSelector;
import dev.darkroom.reuse.WantedInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks rows that are still to be submitted up in earlier runs, as a run does, a page in memory at a time, and counts.
 */
final class EarlierRowLookup {

    private final @Nullable ReuseSelector reuse;
    private final @Nullable AdoptionSelector adoption;
    private final List<WantedRow> page = new ArrayList<>();
    private final Map<ReuseRefusal, Long> notReused = new EnumMap<>(ReuseRefusal.class);
    private final Map<String, ModelDemand> demands = new LinkedHashMap<>();
    private final Set<String> waiting = new TreeSet<>();
    private long reusable;
    private long fetchedAgain;
    private long takenOver;
    private long unknown;

    /**
     * @param reuse null if no earlier run's pictures are taken
     * @param adoption null if there was no earlier run
     */
    EarlierRowLookup(@Nullable ReuseSelector reuse, @Nullable AdoptionSelector adoption) {
        this.reuse = reuse;
        this.adoption = adoption;
    }

    void add(WantedRow row) throws IOException, InterruptedException {
        page.add(row);
        if (page.size() == UnpurchasedRows.PAGE) {
            finish();
        }
    }

    /** Looks up the last rows, which fill no page. */
    void finish() throws IOException, InterruptedException {
        List<WantedRow> left = withoutReusable();
        AdoptedPurchases.AdoptionCandidates found = adoption == null
                ? null
                : adoption.among(left.stream().map(WantedRow::wanted).toList(), true);
        for (WantedRow row : left) {
            EarlierRow bought = found == null ? null : found.bought().get(row.wanted.inputKey());
            if (bought == null) {
                demands.merge(row.wanted.model(), new ModelDemand(1, row.outputs), ModelDemand::and);
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

    private List<WantedRow> withoutReusable() throws IOException, InterruptedException {
        if (reuse == null) {
            return page;
        }
        List<WantedInput> wanted = page.stream().map(WantedRow::wanted).toList();
        Map<String, ReuseSelector.ReuseChoice> choices = reuse.chooseFor(wanted);
        Map<String, EarlierRow> again =
                adoption == null ? Map.of() : ReuseSelector.fetchedAgain(choices, wanted, adoption);
        List<WantedRow> left = new ArrayList<>();
        for (WantedRow row : page) {
            ReuseSelector.ReuseChoice choice = choices.get(row.wanted.inputKey());
            if (choice != null && choice.from() != null) {
                reusable++;
                continue;
            }
            if (again.containsKey(row.wanted.inputKey())) {
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

    Map<ReuseRefusal, Long> notReused() {
        return notReused;
    }

    /** The requests and outputs to submit, by model. */
    Map<String, ModelDemand> demands() {
        return demands;
    }

    Set<String> waiting() {
        return waiting;
    }

    /** A row still to be submitted. */
    record WantedRow(WantedInput wanted, int outputs) {}

    /** The requests and outputs of one model that are to be submitted. */
    record ModelDemand(long requests, long outputs) {

        private ModelDemand and(ModelDemand more) {
            return new ModelDemand(requests + more.requests, outputs + more.outputs);
        }
    }
}
