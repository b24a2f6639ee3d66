package dev.darkroom.job.maintenance;

import dev.darkroom.ledger.history.RunOutcomes;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.review.DecisionOutcome;
import dev.darkroom.review.OverruleRule;
import dev.darkroom.review.PageDecisions;
import dev.darkroom.review.PageReview;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Takes the decisions of a run's page while people make them. For each call the caller holds the workspace's lock. */
public final class ServedReview {

    private final Workspace workspace;
    private final InstantSource clock;
    private final JsonMapper json;
    private final ModelCatalog catalog;
    private final String wanted;

    /** @param wanted the run's id or output directory */
    public ServedReview(
            Workspace workspace, InstantSource clock, JsonMapper json, ModelCatalog catalog, String wanted) {
        this.workspace = workspace;
        this.clock = clock;
        this.json = json;
        this.catalog = catalog;
        this.wanted = wanted;
    }

    /**
     * Writes the run's results and page, so that they tell what is recorded, and finds its pictures.
     *
     * @throws dev.darkroom.runs.NoSuchRunException if there is no such run
     */
    public ServedRun begin() throws IOException {
        ServedRun found = ReviewedRun.open(workspace, wanted, clock, json, reviewed -> {
            Set<String> pictures = new HashSet<>();
            new RunOutcomes(reviewed.dataSource(), json, reviewed.run())
                    .forEach(row -> row.pictures().forEach(picture -> pictures.add(picture.file())));
            return new ServedRun(reviewed.run().id(), reviewed.run().output(), pictures, List.of());
        });
        return new ServedRun(found.run(), found.output(), found.pictures(), retell(found.run()));
    }

    /** Records decisions durably, and returns what became of each. */
    public List<DecisionOutcome> record(PageDecisions sent) throws IOException {
        return ReviewedRun.open(
                workspace,
                wanted,
                clock,
                json,
                reviewed -> review(reviewed).record(reviewed.ledger(), sent, rule(reviewed)));
    }

    /**
     * Writes what {@code review} writes of decisions in a file: results and page, and the manifest of the rejected rows with
     * the list of the approved ones.
     *
     * @param folder where these two go
     */
    public EndedReview end(Path folder) throws IOException {
        EndedReview ended = ReviewedRun.open(workspace, wanted, clock, json, reviewed -> {
            PageReview.WrittenReview written = review(reviewed).write(folder, reviewed.dialect(), rule(reviewed));
            return new EndedReview(
                    reviewed.run().id(),
                    written,
                    reviewed.jobFile(),
                    !reviewed.job().rows().isAll(),
                    reviewed.takenOutput().orElse(null),
                    written.warnings());
        });
        List<String> warnings = new ArrayList<>(ended.warnings());
        warnings.addAll(retell(ended.run()));
        return new EndedReview(
                ended.run(), ended.written(), ended.job(), ended.ofSomeRows(), ended.takenOutput(), warnings);
    }

    private List<String> retell(String run) {
        return new RetoldRun(workspace, clock, json, catalog).write(run);
    }

    private OverruleRule rule(ReviewedRun reviewed) {
        return new OverruleRule(reviewed.job().overrule()::allows, clock.instant());
    }

    private PageReview review(ReviewedRun reviewed) {
        return new PageReview(
                reviewed.dataSource(),
                json,
                catalog.with(reviewed.job().models()),
                reviewed.run(),
                reviewed.manifest(),
                reviewed.job().rowInput(),
                reviewed.sources());
    }

    /**
     * A run whose page is served.
     *
     * @param run its id
     * @param output its output directory
     * @param pictures the files of its pictures, relative to that
     * @param untold what could not be written of its results and page
     */
    public record ServedRun(String run, Path output, Set<String> pictures, List<String> untold) {

        public ServedRun {
            pictures = Set.copyOf(pictures);
            untold = List.copyOf(untold);
        }
    }

    /**
     * What was written at the end.
     *
     * @param run the run's id
     * @param written the files about the decisions
     * @param job the job file that runs the rejected rows as they were run
     * @param ofSomeRows whether that job says which rows of a manifest it is about
     * @param takenOutput the output directory, if the job has but this one for all its runs; else null
     * @param warnings what the user must know about the files
     */
    public record EndedReview(
            String run,
            PageReview.WrittenReview written,
            Path job,
            boolean ofSomeRows,
            @Nullable Path takenOutput,
            List<String> warnings) {

        public EndedReview {
            warnings = List.copyOf(warnings);
        }
    }
}
