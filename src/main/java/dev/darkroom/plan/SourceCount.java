package dev.darkroom.plan;

import dev.darkroom.errors.SourceFault;
import dev.darkroom.manifest.preparation.PreparedRow;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.models.SourceCheck;
import dev.darkroom.sourcelook.LookPass.SeenSources;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Counts rows by what is known of their sources. Used by one thread. */
final class SourceCount {

    private static final Set<String> CODES = Arrays.stream(SourceFault.values())
            .map(fault -> fault.code().code())
            .collect(Collectors.toUnmodifiableSet());
    private static final double[] STEPS = {0.1, 0.25, 0.5};

    private final SeenSources seen;
    private final SourceCheck check;
    private final double most;
    private final ModelCatalog catalog;
    private final long[] reshaped = new long[STEPS.length + 1];
    private double worst;
    private long rejected;

    /** @param most how far a picture's proportion may be from its source's */
    SourceCount(SeenSources seen, SourceCheck check, double most, ModelCatalog catalog) {
        this.seen = seen;
        this.check = check;
        this.most = most;
        this.catalog = catalog;
    }

    void add(PreparedRow row) {
        if (row.problems().stream().anyMatch(problem -> CODES.contains(problem.code()))) {
            rejected++;
        }
        ImageModel model =
                row.model() == null ? null : catalog.find(row.model()).orElse(null);
        if (model == null || row.input() == null || !row.valid()) {
            return;
        }
        double error = check.proportionError(row.input(), model).orElse(0.0);
        if (error > most) {
            worst = Math.max(worst, error);
            int step = 0;
            while (step < STEPS.length && error > STEPS[step]) {
                step++;
            }
            reshaped[step]++;
        }
    }

    PlannedSources planned() {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (int step = 0; step <= STEPS.length; step++) {
            if (reshaped[step] > 0) {
                rows.put(step < STEPS.length ? Math.round(STEPS[step] * 100) + "%" : "more", reshaped[step]);
            }
        }
        return new PlannedSources(seen.tally(), seen.sources().counts(), rejected, rows, worst);
    }
}
