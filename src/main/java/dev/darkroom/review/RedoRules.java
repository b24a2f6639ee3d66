package dev.darkroom.review;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.earlier.LookUpEntries;
import dev.darkroom.ledger.history.RedoChain;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.verdicts.Verdict;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputNames;
import dev.darkroom.models.ModelCatalog;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Says of the rejected ones of a run's rows how they are made again. */
final class RedoRules {

    private final DataSource dataSource;
    private final JsonMapper json;
    private final ModelCatalog catalog;
    private final RunRecord run;

    RedoRules(DataSource dataSource, JsonMapper json, ModelCatalog catalog, RunRecord run) {
        this.dataSource = dataSource;
        this.json = json;
        this.catalog = catalog;
        this.run = run;
    }

    /**
     * Returns the rules by the rows' numbers.
     *
     * @param decisions what is decided, by the rows' numbers
     * @param problems takes which rows cannot be made again: these get no rule
     */
    Map<Long, RedoRule> of(
            Map<Long, RowVerdictRule.RowDecision> decisions,
            Manifest manifest,
            RowPreparer preparer,
            List<InputProblem> problems)
            throws IOException {
        new LookUpEntries(dataSource).enterAll();
        RedoChain chain = new RedoChain(dataSource, run);
        Map<Long, ReviewWord> rejected = new TreeMap<>();
        decisions.forEach((number, decision) -> {
            ReviewWord standing = decision.standing();
            if (standing != null && standing.said().verdict() == Verdict.REJECTED) {
                rejected.put(number, standing);
            }
        });
        Map<Long, ObjectNode> keyed = keyedInputs(rejected.keySet(), manifest, preparer);
        Map<Long, RedoRule> redos = new HashMap<>();
        rejected.forEach((number, word) -> {
            RedoChain.RedoOrigin origin = keyed(chain.of(number), keyed.get(number));
            ImageModel model = catalog.find(origin.model())
                    .orElseThrow(() -> new IllegalStateException("the model " + origin.model() + " is not known"));
            try {
                redos.put(number, RedoRule.of(origin, model, word.prompt(), chain::isRejected));
            } catch (IllegalArgumentException impossible) {
                problems.add(new InputProblem(
                        word.file(),
                        word.line(),
                        "note",
                        ErrorCode.NO_REDO,
                        String.valueOf(impossible.getMessage()),
                        "Mend the row in the manifest, and delete the line",
                        false));
            }
        });
        return redos;
    }

    /** Returns what the keys of the rejected rows are made of, by the rows' numbers. */
    private static Map<Long, ObjectNode> keyedInputs(Set<Long> rejected, Manifest manifest, RowPreparer preparer)
            throws IOException {
        Map<Long, ObjectNode> inputs = new HashMap<>();
        if (rejected.isEmpty()) {
            return inputs;
        }
        try (ManifestReader reader = manifest.open()) {
            for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
                if (rejected.contains(row.number())) {
                    long number = row.number();
                    preparer.keyedInput(row).ifPresent(input -> inputs.put(number, input));
                }
            }
        }
        return inputs;
    }

    /** Returns the origin with the row's addresses as its key has them, which is not as they are sent. */
    private RedoChain.RedoOrigin keyed(RedoChain.RedoOrigin origin, @Nullable ObjectNode input) {
        if (input == null) {
            return origin;
        }
        JsonNode seed = json.readTree(origin.input()).path(InputNames.SEED);
        if (!seed.isMissingNode()) {
            input.set(InputNames.SEED, seed);
        }
        return origin.withInput(input.toString());
    }
}
