package dev.darkroom.review;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.earlier.LookUpEntries;
import dev.darkroom.ledger.history.RedoChain;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.history.RunOutcomes;
import dev.darkroom.ledger.history.StoredReviews;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.preparation.JobInput;
import dev.darkroom.manifest.preparation.RedoColumns;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.InputNames;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.models.SourceCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes what people decided about a run's pictures: records it, and writes the rejected rows as a manifest and the
 * approved ones as a list. If anything in the decisions is wrong, nothing is recorded or written. The caller holds the
 * workspace's lock.
 */
public final class ReviewImport {

    private final DataSource dataSource;
    private final JsonMapper json;
    private final ModelCatalog catalog;
    private final RunRecord run;

    public ReviewImport(DataSource dataSource, JsonMapper json, ModelCatalog catalog, RunRecord run) {
        this.dataSource = dataSource;
        this.json = json;
        this.catalog = catalog;
        this.run = run;
    }

    /**
     * Takes the decisions.
     *
     * @param ledger the run's, caught up
     * @param file the decisions; the files are written beside it
     * @param name the file as the user named it
     * @param only the numbers of the rows whose decisions are taken; null for all
     * @param manifest the run's copy of its manifest
     * @param job what the job says of the manifest's rows
     * @param sources what is known of their source pictures
     * @param dialect how the files look
     * @throws ManifestException with all that is wrong with the decisions
     */
    public ImportedDecisions take(
            RunLedger ledger,
            Path file,
            String name,
            @Nullable BitSet only,
            Manifest manifest,
            JobInput job,
            SourceCheck sources,
            CsvDialect dialect)
            throws IOException {
        Path place = file.toAbsolutePath().normalize();
        ReviewFiles files = new ReviewFiles(place.resolveSibling(""), dialect);
        refuseOwnFile(place, name, files);
        List<DecisionLine> decisions = DecisionsFile.read(file, name, run.id());
        ManifestSurvey survey = ManifestSurvey.of(manifest, catalog);
        RunOutcomes outcomes = new RunOutcomes(dataSource, json, run);
        RowMatching matching = new RowMatching(decisions);
        BitSet unjudged = new BitSet();
        for (RowOutcome row : outcomes) {
            matching.offer(ReviewCandidate.of(row));
            unjudged.set((int) row.number(), !row.pictures().isEmpty());
        }
        List<InputProblem> problems = new ArrayList<>();
        Map<Long, DecisionLine> judged = matching.judged(name, run.id(), problems);
        stopAt(problems);
        if (only != null) {
            judged.keySet().removeIf(number -> !only.get(number.intValue()));
        }
        judged.keySet().forEach(number -> unjudged.clear(number.intValue()));
        Map<Long, RedoRule> redos = redos(judged, name, manifest, new RowPreparer(job, survey, catalog).with(sources));
        new StoredReviews(dataSource, run).record(ledger, decided(judged));
        List<String> warnings = files.write(outcomes, judged, redos, manifest, survey.columns(), RedoColumns.of(job));
        long approved = (long) judged.size() - redos.size();
        return new ImportedDecisions(
                files.redo(), files.approved(), approved, redos.size(), unjudged.cardinality(), warnings);
    }

    private static void refuseOwnFile(Path place, String name, ReviewFiles files) {
        if (place.equals(files.redo()) || place.equals(files.approved())) {
            throw new ManifestException(List.of(new InputProblem(
                    name,
                    0,
                    null,
                    ErrorCode.OWN_FILE,
                    "the file is named as one that is written beside the decisions",
                    "Name it decisions.csv",
                    false)));
        }
    }

    private Map<Long, RedoRule> redos(
            Map<Long, DecisionLine> judged, String name, Manifest manifest, RowPreparer preparer) throws IOException {
        new LookUpEntries(dataSource).enterAll();
        RedoChain chain = new RedoChain(dataSource, run);
        Map<Long, ObjectNode> keyed = keyedInputs(judged, manifest, preparer);
        Map<Long, RedoRule> redos = new HashMap<>();
        List<InputProblem> problems = new ArrayList<>();
        judged.forEach((number, decision) -> {
            if (decision.judgement() != ReviewVerdict.REJECTED) {
                return;
            }
            RedoChain.RedoOrigin origin = keyed(chain.of(number), keyed.get(number));
            ImageModel model = catalog.find(origin.model())
                    .orElseThrow(() -> new IllegalStateException("the model " + origin.model() + " is not known"));
            try {
                redos.put(number, RedoRule.of(origin, model, decision.prompt(), chain::isRejected));
            } catch (IllegalArgumentException impossible) {
                problems.add(new InputProblem(
                        name,
                        decision.at(),
                        "note",
                        ErrorCode.NO_REDO,
                        String.valueOf(impossible.getMessage()),
                        "Mend the row in the manifest, and delete the line",
                        false));
            }
        });
        stopAt(problems);
        return redos;
    }

    /** Returns what the keys of the rejected rows are made of, by the rows' numbers. */
    private static Map<Long, ObjectNode> keyedInputs(
            Map<Long, DecisionLine> judged, Manifest manifest, RowPreparer preparer) throws IOException {
        Map<Long, ObjectNode> inputs = new HashMap<>();
        if (judged.values().stream().noneMatch(decision -> decision.judgement() == ReviewVerdict.REJECTED)) {
            return inputs;
        }
        try (ManifestReader reader = manifest.open()) {
            for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
                DecisionLine decision = judged.get(row.number());
                if (decision != null && decision.judgement() == ReviewVerdict.REJECTED) {
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

    private static Map<Long, StoredReviews.StoredDecision> decided(Map<Long, DecisionLine> judged) {
        Map<Long, StoredReviews.StoredDecision> decided = new HashMap<>();
        judged.forEach((number, decision) -> decided.put(
                number,
                new StoredReviews.StoredDecision(
                        decision.judgement() == ReviewVerdict.REJECTED,
                        decision.note().isEmpty() ? null : decision.note())));
        return decided;
    }

    private static void stopAt(List<InputProblem> problems) {
        if (!problems.isEmpty()) {
            throw new ManifestException(problems.stream()
                    .sorted(Comparator.comparingLong(InputProblem::line))
                    .toList());
        }
    }

    /**
     * The result of an import.
     *
     * @param redo the manifest of the rejected rows
     * @param approvedFile the list of the approved ones
     * @param approved how many were approved
     * @param rejected how many were rejected
     * @param unjudged how many rows with a picture the file says nothing about
     * @param warnings what the user must know about the files
     */
    public record ImportedDecisions(
            Path redo, Path approvedFile, long approved, long rejected, long unjudged, List<String> warnings) {

        public ImportedDecisions {
            warnings = List.copyOf(warnings);
        }
    }
}
