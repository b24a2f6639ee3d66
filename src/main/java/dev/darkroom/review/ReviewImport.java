package dev.darkroom.review;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.history.RunOutcomes;
import dev.darkroom.ledger.history.StoredReviews;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.preparation.JobInput;
import dev.darkroom.manifest.preparation.RedoColumns;
import dev.darkroom.manifest.preparation.RowPreparer;
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
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

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
     * @param files the decisions
     * @param only the numbers of the rows whose decisions are taken; null for all
     * @param manifest the run's copy of its manifest
     * @param job what the job says of the manifest's rows
     * @param sources what is known of their source pictures
     * @param dialect how the files look
     * @throws ManifestException with all that is wrong with the decisions
     */
    public ImportedDecisions take(
            RunLedger ledger,
            DecisionFiles files,
            @Nullable BitSet only,
            Manifest manifest,
            JobInput job,
            SourceCheck sources,
            CsvDialect dialect)
            throws IOException {
        ReviewFiles written = new ReviewFiles(files.folder(), dialect);
        files.refuse(written);
        RowMatching matching = new RowMatching(files.read(run.id()));
        ManifestSurvey survey = ManifestSurvey.of(manifest, catalog);
        RunOutcomes outcomes = new RunOutcomes(dataSource, json, run);
        BitSet unjudged = new BitSet();
        BitSet carried = new BitSet();
        for (RowOutcome row : outcomes) {
            ReviewCandidate candidate = ReviewCandidate.of(row);
            matching.offer(candidate);
            carried.set((int) row.number(), candidate.isCarried());
            unjudged.set((int) row.number(), !row.pictures().isEmpty());
        }
        List<InputProblem> problems = new ArrayList<>();
        Map<Long, List<DecisionLine>> judged = matching.judged(run.id(), problems);
        stopAt(problems);
        if (only != null) {
            judged.keySet().removeIf(number -> !only.get(number.intValue()));
        }
        judged.keySet().forEach(number -> unjudged.clear(number.intValue()));
        StoredReviews stored = new StoredReviews(dataSource, run);
        Map<Long, RowVerdictRule.RowDecision> decisions = new RowVerdictRule(files.mayOverrule(), files.now())
                .decideAll(judged, stored.of(judged.keySet()), carried);
        Map<Long, RedoRule> redos = new RedoRules(dataSource, json, catalog, run)
                .of(decisions, manifest, new RowPreparer(job, survey, catalog).with(sources), problems);
        stopAt(problems);
        stored.record(ledger, recorded(decisions));
        List<String> warnings =
                written.write(outcomes, decisions, redos, manifest, survey.columns(), RedoColumns.of(job));
        return new ImportedDecisions(
                written.redo(),
                written.approved(),
                decisions.values().stream()
                                .filter(decision -> decision.standing() != null)
                                .count()
                        - redos.size(),
                redos.size(),
                decisions.values().stream()
                        .filter(RowVerdictRule.RowDecision::withdrawn)
                        .count(),
                unjudged.cardinality(),
                conflicts(decisions, judged),
                warnings);
    }

    private static Map<Long, List<RecordedVerdict>> recorded(Map<Long, RowVerdictRule.RowDecision> decisions) {
        Map<Long, List<RecordedVerdict>> recorded = new HashMap<>();
        decisions.forEach((number, decision) -> recorded.put(number, decision.recorded()));
        return recorded;
    }

    private Conflicts conflicts(Map<Long, RowVerdictRule.RowDecision> decisions, Map<Long, List<DecisionLine>> judged) {
        List<String> messages = new ArrayList<>();
        long open = 0;
        for (Map.Entry<Long, RowVerdictRule.RowDecision> entry : decisions.entrySet()) {
            RowVerdictRule.RowDecision decision = entry.getValue();
            if (decision.conflict().isEmpty()) {
                continue;
            }
            open += decision.isOpen() ? 1 : 0;
            String id = judged.getOrDefault(entry.getKey(), List.of()).get(0).id();
            String said = decision.conflict().stream().map(ReviewWord::message).collect(Collectors.joining(", "));
            messages.add(id + ": " + said + "; " + ending(decision));
        }
        return new Conflicts(messages, open);
    }

    private static String ending(RowVerdictRule.RowDecision decision) {
        ReviewWord standing = decision.standing();
        if (standing == null) {
            return decision.isOpen() ? "it stays undecided" : "it is undecided now";
        }
        String word = standing.said().verdict().keyword();
        return decision.isOpen() || standing.recorded() ? "it stays " + word : "it is " + word + " now";
    }

    private static void stopAt(List<InputProblem> problems) {
        if (!problems.isEmpty()) {
            throw new ManifestException(problems.stream()
                    .sorted(Comparator.comparing(InputProblem::file).thenComparingLong(InputProblem::line))
                    .toList());
        }
    }

    /**
     * The result of an import.
     *
     * @param redo the manifest of the rejected rows
     * @param approvedFile the list of the approved ones
     * @param approved how many of the rows that the files are about are approved
     * @param rejected how many of them are rejected
     * @param withdrawn of how many an earlier verdict was taken back
     * @param unjudged how many rows with a picture the files say nothing about
     * @param conflicts about which rows people disagree
     * @param warnings what the user must know about the files
     */
    public record ImportedDecisions(
            Path redo,
            Path approvedFile,
            long approved,
            long rejected,
            long withdrawn,
            long unjudged,
            Conflicts conflicts,
            List<String> warnings) {

        public ImportedDecisions {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Rows about which people disagree.
     *
     * @param messages for people, one for each row in manifest order
     * @param open how many of the rows the rule does not decide: they stay as they were
     */
    public record Conflicts(List<String> messages, long open) {

        public Conflicts {
            messages = List.copyOf(messages);
        }
    }
}
