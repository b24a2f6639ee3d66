package dev.darkroom.trial;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobOverrides.RowOptions;
import dev.darkroom.jobfile.JobOverrides.TrialOptions;
import dev.darkroom.jobfile.JobOverrides.TrialOptions.PlacedPrompt;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.SentDescription;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.choice.RowChoice;
import dev.darkroom.models.ImageModel;
import dev.darkroom.models.ModelCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a job that tries candidates for another: the same job for some of its rows, each sent with each prompt and each model. It
 * has a name of its own, and never the other one's output directory, so that the runs of the two stay apart.
 */
public final class TrialJob {

    /** How many rows are tried if nothing says which. */
    static final int DEFAULT_ROWS = 10;

    private static final String SUFFIX = "-try";
    private static final int MAX_NAME = 100;

    private final Path file;
    private final JobOverrides options;
    private final Map<String, String> environment;

    /**
     * @param file the job file, as the user named it
     * @param options the command line's
     * @param environment the process's environment variables
     */
    public TrialJob(Path file, JobOverrides options, Map<String, String> environment) {
        this.file = file;
        this.options = options;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads the job.
     *
     * @param prompts those of the file, none for the job's own
     * @param promptsFile the file as the user named it
     * @param models as the user wrote them, none for the job's own
     * @throws ManifestException with all that is wrong with file and options
     */
    public JobSpec read(List<PlacedPrompt> prompts, String promptsFile, List<String> models) throws IOException {
        RowOptions given = options.rows();
        boolean onlySeed = given.seed() != null && given.sample() == null;
        JobOverrides asked = onlySeed ? options.with(sampled(given)) : options;
        JobSpec base = JobFile.read(file, asked, environment);
        refuseTrial(base);
        ModelCatalog catalog = ModelCatalog.builtIn().with(base.models());
        List<String> ids = new ArrayList<>();
        for (String model : models.isEmpty() ? own(base, prompts) : models) {
            String id = id(model.strip(), catalog);
            if (!ids.contains(id)) {
                ids.add(id);
            }
        }
        if (prompts.isEmpty() && ids.isEmpty()) {
            throw refused("--models", "nothing is said to try", "Give --prompts FILE, --models MODEL,MODEL or both");
        }
        TrialOptions trial = new TrialOptions(name(base.name()), file, prompts, promptsFile, ids);
        JobOverrides trying = asked.with(trial);
        if (isOfAllRows(base)) {
            trying = trying.with(sampled(given));
        }
        if (!base.hasOutputPerRun()) {
            trying = trying.withOutput(base.output("") + SUFFIX + "/{{run}}");
        }
        return JobFile.read(file, trying, environment);
    }

    /** Returns the job's own model where nothing else would be tried: one candidate is one still. */
    private static List<String> own(JobSpec base, List<PlacedPrompt> prompts) {
        String model = base.model();
        return prompts.isEmpty() && model != null ? List.of(model) : List.of();
    }

    private static RowOptions sampled(RowOptions given) {
        return new RowOptions(
                given.where(), given.numbers(), given.ids(), Integer.toString(DEFAULT_ROWS), given.seed());
    }

    private static boolean isOfAllRows(JobSpec base) {
        RowChoice rows = base.rows();
        return rows.sample() == null && rows.numbers() == null && rows.ids() == null && base.first() == null;
    }

    private static String name(String job) {
        return job.substring(0, Math.min(job.length(), MAX_NAME - SUFFIX.length())) + SUFFIX;
    }

    private static String id(String written, ModelCatalog catalog) {
        List<String> meant = catalog.named(written).stream().map(ImageModel::id).toList();
        if (meant.size() > 1) {
            throw refused("--models", "more than one model is named " + written, "Write " + String.join(" or ", meant));
        }
        return meant.isEmpty() ? written : meant.get(0);
    }

    private void refuseTrial(JobSpec base) {
        if (base.sent().has(SentDescription.CANDIDATES)) {
            throw refused(
                    file.toString(),
                    "the job has candidates of its own",
                    "Take the key candidates out of it: try writes it by --prompts and --models");
        }
    }

    private static ManifestException refused(@Nullable String where, String message, String remedy) {
        return new ManifestException(List.of(
                new InputProblem(String.valueOf(where), 0, null, ErrorCode.BAD_OPTION, message, remedy, false)));
    }
}
