package dev.darkroom.cli;

import dev.darkroom.cli.values.RowChoiceOptions;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobOverrides.RowOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that override the job file. Their values are checked with the job file's own. */
final class JobOptions {

    @Option(names = "--manifest", paramLabel = "FILE", description = "The manifest; - for standard input.")
    private @Nullable String manifest;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "The output directory, or s3://bucket/prefix; {{run}} is the run's id.")
    private @Nullable String output;

    @Option(names = "--rate", paramLabel = "RATE", description = "How fast to submit, such as 2/s or 100/min.")
    private @Nullable String rate;

    @Option(names = "--max-in-flight", paramLabel = "N", description = "How many requests may be at the service.")
    private @Nullable String maxInFlight;

    @Option(names = "--max-cost", paramLabel = "USD", description = "What the whole run may cost.")
    private @Nullable String maxCost;

    @Option(names = "--api", paramLabel = "URL", description = "The service's base address, or 'simulator'.")
    private @Nullable String api;

    @Option(
            names = "--first",
            paramLabel = "N",
            description = "Only the first N rows, of those that other options choose.")
    private @Nullable String first;

    @Mixin
    private RowChoiceOptions rows = new RowChoiceOptions();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any key of the job file, such as poll.run-timeout=20m; may be given again.")
    private List<String> set = new ArrayList<>();

    boolean namesManifest() {
        return manifest != null;
    }

    boolean namesMaxCost() {
        return maxCost != null || set.stream().anyMatch(value -> value.startsWith("budget.max-cost"));
    }

    /**
     * Returns the options that must be given again to the next command, but for the budget: it may have to be another.
     */
    List<String> arguments() {
        List<String> texts = new ArrayList<>();
        add(texts, "--output", output);
        add(texts, "--rate", rate);
        add(texts, "--max-in-flight", maxInFlight);
        add(texts, "--api", api);
        add(texts, "--first", first);
        set.forEach(value -> add(texts, "--set", value));
        return texts;
    }

    /** Returns the options that choose rows of a run, as far as what is chosen has to be told again. */
    List<String> rowArguments() {
        return rows.arguments();
    }

    List<String> maxCost() {
        List<String> texts = new ArrayList<>();
        add(texts, "--max-cost", maxCost);
        return texts;
    }

    private static void add(List<String> texts, String option, @Nullable String value) {
        if (value != null) {
            texts.add(option);
            texts.add(value);
        }
    }

    /** Returns the options for a run that exists: what chooses rows chooses among its own, and changes no run. */
    JobOverrides overridesOfRun() {
        return new JobOverrides(null, output, rate, maxInFlight, maxCost, api, first, set);
    }

    /** Returns the options that choose rows. */
    RowOptions rows() {
        return rows.given();
    }

    /** Finds the database that a job's workspace is in, if its file or {@code --set} names one. */
    Optional<String> database(Path file) throws IOException {
        return JobFile.database(file, new JobOverrides(null, null, null, null, null, null, null, set));
    }

    /** Returns the options as what overrides the job file; takes the manifest from standard input if one says so. */
    JobOverrides overrides() throws IOException {
        String file = StandardInputManifest.OPTION.equals(manifest)
                ? StandardInputManifest.save(System.in).toString()
                : manifest;
        return new JobOverrides(file, output, rate, maxInFlight, maxCost, api, first, rows.given(), set);
    }
}
