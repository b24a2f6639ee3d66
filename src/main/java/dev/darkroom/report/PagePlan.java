package dev.darkroom.report;

import dev.darkroom.jobfile.rules.ReportRules.SourceEmbedding;
import dev.darkroom.results.RunFacts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The data of the page about a run besides its rows.
 *
 * @param output the run's output directory
 * @param thumbnails the small pictures that are not on this host
 * @param run the run's id
 * @param job the job's name
 * @param service the service it submitted to
 * @param manifest the manifest as the user named it
 * @param createdAt when the run began; with its id it tells runs apart whose decisions one browser keeps
 * @param keptColumns the user's own columns, in order
 * @param sources how the page shows the source pictures
 * @param facts requests, cost and times
 * @param sinceLastRun how it differs from the run before, null if that is not known
 */
record PagePlan(
        Path output,
        StoredThumbnails thumbnails,
        String run,
        String job,
        String service,
        String manifest,
        Instant createdAt,
        List<String> keptColumns,
        SourceEmbedding sources,
        RunFacts facts,
        @Nullable SinceLastRun sinceLastRun) {

    PagePlan {
        Objects.requireNonNull(output, "output is null");
        Objects.requireNonNull(thumbnails, "thumbnails is null");
        Objects.requireNonNull(run, "run is null");
        Objects.requireNonNull(job, "job is null");
        Objects.requireNonNull(service, "service is null");
        Objects.requireNonNull(manifest, "manifest is null");
        Objects.requireNonNull(createdAt, "createdAt is null");
        keptColumns = List.copyOf(keptColumns);
        Objects.requireNonNull(sources, "sources is null");
        Objects.requireNonNull(facts, "facts is null");
    }
}
