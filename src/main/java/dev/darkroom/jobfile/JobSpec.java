package dev.darkroom.jobfile;

import dev.darkroom.manifest.ColumnRules;
import dev.darkroom.models.Model;
import dev.darkroom.simulator.SimulatorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job, as its file, the options and the environment together say it; every default is filled in.
 *
 * @param name the job's name, safe as a folder's name
 * @param file the job file
 * @param manifest the manifest, an absolute path; it need not exist
 * @param model the model of rows that name none, or null; not yet known to exist
 * @param models those that the job adds to the built-in ones
 * @param api the service
 * @param columns what the manifest's columns are for
 * @param input what every row sends, with its templates; not to be changed
 * @param budget in US dollars
 * @param canary how many rows go first, or null
 * @param deadline after which nothing is submitted, or null
 * @param notification who is told, or null
 * @param submit the pace of buying
 * @param poll the patience with requests
 * @param retry of what is free to ask again
 * @param outageLimit how long the service may be away
 * @param download of what was bought
 * @param failThreshold how many rows may lack a picture
 * @param confirmOver more purchases than this are asked about; -1 for never
 * @param reuse whether an earlier success's files are taken
 * @param checks of the pictures
 * @param csv how written CSV files look
 * @param report which reports there are
 * @param simulator how the simulator inside this process behaves
 * @param outputTemplate the output directory, an absolute path in which <code>{{run}}</code> may stand for the run's id
 * @param first the run is this many rows of the manifest, or null for all
 * @param effective the job file with the options applied, paths made absolute: read again, it says the same
 * @param places where each value was given
 */
public record JobSpec(
        String name,
        Path file,
        Path manifest,
        @Nullable String model,
        List<Model> models,
        Service api,
        ColumnRules columns,
        ObjectNode input,
        Budget budget,
        @Nullable Integer canary,
        @Nullable Deadline deadline,
        @Nullable Notify notification,
        SubmitRules submit,
        PollRules poll,
        RetryRules retry,
        Duration outageLimit,
        DownloadRules download,
        FailThreshold failThreshold,
        int confirmOver,
        boolean reuse,
        ChecksRules checks,
        CsvRules csv,
        ReportRules report,
        SimulatorSettings simulator,
        String outputTemplate,
        @Nullable Long first,
        ObjectNode effective,
        Places places) {

    static final String RUN = "{{run}}";

    public JobSpec {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(file, "file is null");
        Objects.requireNonNull(manifest, "manifest is null");
        models = List.copyOf(models);
        Objects.requireNonNull(api, "api is null");
        Objects.requireNonNull(columns, "columns is null");
        input = input.deepCopy();
        Objects.requireNonNull(budget, "budget is null");
        Objects.requireNonNull(submit, "submit is null");
        Objects.requireNonNull(poll, "poll is null");
        Objects.requireNonNull(retry, "retry is null");
        Objects.requireNonNull(outageLimit, "outageLimit is null");
        Objects.requireNonNull(download, "download is null");
        Objects.requireNonNull(failThreshold, "failThreshold is null");
        Objects.requireNonNull(checks, "checks is null");
        Objects.requireNonNull(csv, "csv is null");
        Objects.requireNonNull(report, "report is null");
        Objects.requireNonNull(simulator, "simulator is null");
        Objects.requireNonNull(outputTemplate, "outputTemplate is null");
        effective = effective.deepCopy();
        Objects.requireNonNull(places, "places is null");
    }

    /** The output directory of a run. */
    public Path output(String run) {
        return Path.of(outputTemplate.replace(RUN, run));
    }

    /** Where a value was given, by its JSON pointer in the job file; for problems that only show later. */
    public Place placeOf(String pointer) {
        return places.ofValue(pointer);
    }

    /** What this job would send, as far as the job says it; see {@link SentDescription#differences}. */
    public ObjectNode sent() {
        return SentDescription.of(this);
    }

    /** Names the job only: what it says may hold an address with a secret in it. */
    @Override
    public String toString() {
        return "JobSpec[" + name + ", " + file + "]";
    }
}
