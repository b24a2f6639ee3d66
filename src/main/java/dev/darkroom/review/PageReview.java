package dev.darkroom.review;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.history.RunOutcomes;
import dev.darkroom.ledger.history.StoredReviews;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.verdicts.CurrentVerdict;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.ledger.verdicts.Verdict;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records the decisions of a page as they are made, by the rules of {@link ReviewImport}, but each by itself: what is wrong
 * with one keeps no other out. The caller holds the workspace's lock.
 */
public final class PageReview {

    private final DataSource dataSource;
    private final JsonMapper json;
    private final ModelCatalog catalog;
    private final RunRecord run;
    private final Manifest manifest;
    private final JobInput job;
    private final SourceCheck sources;

    /**
     * @param manifest the run's copy of its manifest
     * @param job what the job says of the manifest's rows
     * @param sources what is known of their source pictures
     */
    public PageReview(
            DataSource dataSource,
            JsonMapper json,
            ModelCatalog catalog,
            RunRecord run,
            Manifest manifest,
            JobInput job,
            SourceCheck sources) {
        this.dataSource = dataSource;
        this.json = json;
        this.catalog = catalog;
        this.run = run;
        this.manifest = manifest;
        this.job = job;
        this.sources = sources;
    }

    /**
     * Records what may be recorded, durably.
     *
     * @param ledger the run's, caught up
     * @param sent the decisions
     * @param rule who may overrule whom
     * @return what became of each, in their order
     */
    public List<DecisionOutcome> record(RunLedger ledger, PageDecisions sent, OverruleRule rule) throws IOException {
        RowMatching matching = new RowMatching(sent.lines());
        BitSet carried = new BitSet();
        for (RowOutcome row : new RunOutcomes(dataSource, json, run).of(sent.rows())) {
            ReviewCandidate candidate = ReviewCandidate.of(row);
            matching.offer(candidate);
            carried.set((int) row.number(), candidate.isCarried());
        }
        List<InputProblem> problems = new ArrayList<>();
        Map<Long, List<DecisionLine>> judged = matching.judged(run.id(), problems);
        judged.values().forEach(lines -> lines.removeIf(line -> problemOf(line, problems) != null));
        StoredReviews stored = new StoredReviews(dataSource, run);
        Map<Long, RowVerdictRule.RowDecision> decisions = new RowVerdictRule(rule.mayOverrule(), rule.now())
                .decideAll(judged, stored.of(judged.keySet()), carried);
        redos(decisions, problems);
        Map<Long, List<RecordedVerdict>> recorded = new HashMap<>();
        decisions.forEach((number, decision) -> {
            boolean isRefused =
                    judged.getOrDefault(number, List.of()).stream().anyMatch(line -> problemOf(line, problems) != null);
            recorded.put(number, isRefused ? List.of() : decision.recorded());
        });
        stored.record(ledger, recorded);
        Map<Long, List<RecordedVerdict>> now = stored.of(judged.keySet());
        Map<Long, Long> rows = new HashMap<>();
        judged.forEach((number, lines) -> lines.forEach(line -> rows.put(line.at(), number)));
        return sent.lines().stream()
                .map(line -> outcome(line, rows.getOrDefault(line.at(), 0L), decisions, now, problems))
                .toList();
    }

    private static DecisionOutcome outcome(
            DecisionLine line,
            long row,
            Map<Long, RowVerdictRule.RowDecision> decisions,
            Map<Long, List<RecordedVerdict>> now,
            List<InputProblem> problems) {
        RecordedVerdict last =
                CurrentVerdict.lastWord(now.getOrDefault(row, List.of())).orElse(null);
        InputProblem problem = problemOf(line, problems);
        if (problem != null) {
            return new DecisionOutcome(DecisionOutcome.DecisionResult.REFUSED, problem.message(), row, last);
        }
        RowVerdictRule.RowDecision decision = decisions.get(row);
        if (decision != null && isLost(line, decision)) {
            String said = decision.conflict().stream().map(ReviewWord::message).collect(Collectors.joining(", "));
            return new DecisionOutcome(DecisionOutcome.DecisionResult.CONFLICT, said, row, last);
        }
        return new DecisionOutcome(DecisionOutcome.DecisionResult.RECORDED, "", row, last);
    }

    /** Returns whether people disagree and another one's word stands. */
    private static boolean isLost(DecisionLine line, RowVerdictRule.RowDecision decision) {
        return decision.conflict().stream()
                .filter(word -> !word.recorded() && word.line() == line.at())
                .anyMatch(word -> decision.winners().stream().noneMatch(word::isLike));
    }

    private static @Nullable InputProblem problemOf(DecisionLine line, List<InputProblem> problems) {
        return problems.stream()
                .filter(problem -> problem.line() == line.at())
                .findFirst()
                .orElse(null);
    }

    private Map<Long, RedoRule> redos(Map<Long, RowVerdictRule.RowDecision> decisions, List<InputProblem> problems)
            throws IOException {
        if (decisions.values().stream()
                .map(RowVerdictRule.RowDecision::standing)
                .noneMatch(PageReview::isRejected)) {
            return Map.of();
        }
        ManifestSurvey survey = ManifestSurvey.of(manifest, catalog);
        RowPreparer preparer = new RowPreparer(job, survey, catalog).with(sources);
        return new RedoRules(dataSource, json, catalog, run).of(decisions, manifest, preparer, problems);
    }

    /**
     * Writes {@code redo.csv} and {@code approved.csv} of all that stands in the run.
     *
     * @param folder where
     * @return how many rows stand approved and rejected, and warnings
     */
    public WrittenReview write(Path folder, CsvDialect dialect, OverruleRule rule) throws IOException {
        RunOutcomes outcomes = new RunOutcomes(dataSource, json, run);
        List<Long> numbers = new ArrayList<>();
        outcomes.forEach(row -> numbers.add(row.number()));
        RowVerdictRule standing = new RowVerdictRule(rule.mayOverrule(), rule.now());
        Map<Long, RowVerdictRule.RowDecision> decisions = new TreeMap<>();
        if (!numbers.isEmpty()) {
            new StoredReviews(dataSource, run)
                    .of(numbers)
                    .forEach((number, history) -> decisions.put(number, standing.decide(history, List.of(), false)));
        }
        List<InputProblem> problems = new ArrayList<>();
        Map<Long, RedoRule> redos = redos(decisions, problems);
        decisions.entrySet().removeIf(entry -> {
            ReviewWord word = entry.getValue().standing();
            return word == null || (isRejected(word) && !redos.containsKey(entry.getKey()));
        });
        ReviewFiles files = new ReviewFiles(folder, dialect);
        List<String> warnings = new ArrayList<>();
        problems.forEach(problem -> warnings.add(problem.message()));
        warnings.addAll(files.write(
                outcomes,
                decisions,
                redos,
                manifest,
                ManifestSurvey.of(manifest, catalog).columns(),
                RedoColumns.of(job)));
        return new WrittenReview(
                files.redo(), files.approved(), decisions.size() - redos.size(), redos.size(), warnings);
    }

    private static boolean isRejected(@Nullable ReviewWord word) {
        return word != null && word.said().verdict() == Verdict.REJECTED;
    }

    /**
     * The files about all that stands in a run.
     *
     * @param redo the manifest of the rejected rows
     * @param approvedFile the list of the approved ones
     * @param approved how many rows are in that
     * @param rejected how many rows are in the manifest
     * @param warnings what the user must know about the files
     */
    public record WrittenReview(Path redo, Path approvedFile, int approved, int rejected, List<String> warnings) {

        public WrittenReview {
            warnings = List.copyOf(warnings);
        }
    }
}
