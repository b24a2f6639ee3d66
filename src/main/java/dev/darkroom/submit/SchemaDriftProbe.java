package dev.darkroom.submit;

import dev.darkroom.api.ModelInfo;
import dev.darkroom.io.CountText;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.earlier.UnpurchasedRows;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputFinding;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.models.SchemaDrift;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Warns where the service describes a model's inputs otherwise than the schema that rows were checked by, and refuses the
 * purchase of what the service would not take. Where the job gives the model's schema itself, that is its word, and
 * nothing is refused. Not thread-safe.
 */
final class SchemaDriftProbe {

    private static final Logger log = LoggerFactory.getLogger(SchemaDriftProbe.class);

    private final ModelCatalog catalog;
    private final Set<String> givenByJob;
    private final UnpurchasedRows unpurchased;
    private final RunLedger ledger;
    private final JsonMapper json;
    private final Set<String> compared = new HashSet<>();

    SchemaDriftProbe(
            ModelCatalog catalog, JobSpec job, UnpurchasedRows unpurchased, RunLedger ledger, JsonMapper json) {
        this.catalog = catalog;
        this.givenByJob =
                Set.copyOf(job.models().stream().map(ImageModel::id).distinct().toList());
        this.unpurchased = unpurchased;
        this.ledger = ledger;
        this.json = json;
    }

    /**
     * Compares a model's inputs, once.
     *
     * @throws PreflightException if a row to be submitted holds what the service would refuse
     */
    void check(ModelInfo info) {
        if (!compared.add(info.model())) {
            return;
        }
        Optional<SchemaDrift> drift = catalog.find(info.model())
                .flatMap(model -> SchemaDrift.of(model, info.inputSchema()))
                .filter(each -> !each.fields().isEmpty());
        if (drift.isPresent()) {
            drift.get()
                    .fields()
                    .forEach(field -> log.warn("the service describes {} otherwise: {}", info.model(), field));
            if (!givenByJob.contains(info.model())) {
                refuse(info.model(), drift.get());
            }
        }
    }

    private void refuse(String model, SchemaDrift drift) {
        long refused = 0;
        @Nullable String example = null;
        for (List<UnpurchasedRow> page = unpurchased.after(0);
                !page.isEmpty() && !ledger.signals().submitsStopped();
                page = unpurchased.after(page.get(page.size() - 1).key().row())) {
            for (UnpurchasedRow row : ledger.work().ours(page)) {
                if (!row.model().equals(model)
                        || ledger.work().held().has(row.key().row())) {
                    continue;
                }
                List<InputFinding> findings = drift.refusals((ObjectNode) json.readTree(row.input()));
                if (!findings.isEmpty()) {
                    refused++;
                    example = example == null
                            ? "row " + row.name().id() + ", " + findings.get(0).message()
                            : example;
                }
            }
        }
        if (refused > 0) {
            throw new PreflightException("the service's description of " + model + " has changed, and it would refuse "
                    + CountText.of(refused, "row", "rows") + ": " + example
                    + ". Nothing was bought. 'models " + model
                    + " --fetch' prints its schema: give that as models: [file] in the job, and validate again");
        }
    }
}
