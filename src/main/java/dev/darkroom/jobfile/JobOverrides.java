package dev.darkroom.jobfile;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.choice.Condition;
import dev.darkroom.manifest.choice.RowChoice;
import dev.darkroom.manifest.choice.RowIdList;
import dev.darkroom.manifest.choice.RowNumbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options of the command line that override the job file. Values are text as the user typed it; they are checked
 * like the job file's own. Paths are relative to the working directory.
 *
 * @param manifest {@code --manifest}
 * @param output {@code --output}
 * @param rate {@code --rate}
 * @param maxInFlight {@code --max-in-flight}
 * @param maxCost {@code --max-cost}
 * @param api {@code --api}
 * @param first {@code --first}: the run is this many rows, counted from the manifest's first
 * @param rows which rows, by other options
 * @param trial what they are tried with; null if the command tries nothing
 * @param set each {@code --set}: {@code key.key=value}, where a value that starts with {@code [}, a single
 *     <code>{</code> or a quote is YAML and any other is taken as it stands
 */
public record JobOverrides(
        @Nullable String manifest,
        @Nullable String output,
        @Nullable String rate,
        @Nullable String maxInFlight,
        @Nullable String maxCost,
        @Nullable String api,
        @Nullable String first,
        RowOptions rows,
        @Nullable TrialOptions trial,
        List<String> set) {

    /** No options. */
    public static final JobOverrides NONE = new JobOverrides(null, null, null, null, null, null, null, List.of());

    public JobOverrides {
        Objects.requireNonNull(rows, "rows is null");
        set = List.copyOf(set);
    }

    /** Options of a command that tries nothing. */
    public JobOverrides(
            @Nullable String manifest,
            @Nullable String output,
            @Nullable String rate,
            @Nullable String maxInFlight,
            @Nullable String maxCost,
            @Nullable String api,
            @Nullable String first,
            RowOptions rows,
            List<String> set) {
        this(manifest, output, rate, maxInFlight, maxCost, api, first, rows, null, set);
    }

    /** Options that say no more of rows than how many of the first. */
    public JobOverrides(
            @Nullable String manifest,
            @Nullable String output,
            @Nullable String rate,
            @Nullable String maxInFlight,
            @Nullable String maxCost,
            @Nullable String api,
            @Nullable String first,
            List<String> set) {
        this(manifest, output, rate, maxInFlight, maxCost, api, first, RowOptions.NONE, set);
    }

    /** Returns the same for a trial. */
    public JobOverrides with(TrialOptions tried) {
        return new JobOverrides(manifest, output, rate, maxInFlight, maxCost, api, first, rows, tried, set);
    }

    /** Returns the same for other rows. */
    public JobOverrides with(RowOptions chosen) {
        return new JobOverrides(manifest, output, rate, maxInFlight, maxCost, api, first, chosen, trial, set);
    }

    /** Returns the same with another output directory. */
    public JobOverrides withOutput(String directory) {
        return new JobOverrides(manifest, directory, rate, maxInFlight, maxCost, api, first, rows, trial, set);
    }

    /**
     * What rows are tried with.
     *
     * @param name of the trial's runs
     * @param job the job file that it is for
     * @param prompts each with its line
     * @param promptsFile the file that they are from, as the user named it
     * @param models the ids of models
     */
    public record TrialOptions(
            String name, Path job, List<PlacedPrompt> prompts, String promptsFile, List<String> models) {

        public TrialOptions {
            prompts = List.copyOf(prompts);
            models = List.copyOf(models);
        }

        /**
         * A prompt of a file.
         *
         * @param line from 1
         */
        public record PlacedPrompt(String text, int line) {}
    }

    /**
     * The options that choose rows.
     *
     * @param where {@code --where}
     * @param numbers {@code --rows}
     * @param ids {@code --ids}
     * @param sample {@code --sample}
     * @param seed {@code --seed}
     */
    public record RowOptions(
            @Nullable String where,
            @Nullable String numbers,
            @Nullable String ids,
            @Nullable String sample,
            @Nullable String seed) {

        private static final ValueType<RowIdList> IDS =
                ValueType.of(ValueTypes.ROW_IDS.message(), text -> RowIdList.read(Path.of(text), null));

        /** None of them. */
        public static final RowOptions NONE = new RowOptions(null, null, null, null, null);

        /**
         * Returns the rows that are meant, for what is no job's.
         *
         * @throws ManifestException with all that is wrong with the options
         */
        public RowChoice choice() {
            List<InputProblem> problems = new ArrayList<>();
            Condition condition = read("--where", where, ValueTypes.CONDITION, problems);
            RowNumbers rows = read("--rows", numbers, ValueTypes.ROW_NUMBERS, problems);
            RowIdList list = read("--ids", ids, IDS, problems);
            Integer most = read("--sample", sample, ValueTypes.COUNT, problems);
            Long chance = read("--seed", seed, ValueTypes.SEED, problems);
            if (!problems.isEmpty()) {
                throw new ManifestException(problems);
            }
            return new RowChoice(condition, rows, list, most, chance == null ? 1 : chance);
        }

        private static <T> @Nullable T read(
                String option, @Nullable String text, ValueType<T> type, List<InputProblem> problems) {
            if (text == null) {
                return null;
            }
            YamlValue value = new YamlValue.YamlText(ValuePlace.outside(option), text, YamlValue.ScalarKind.TEXT);
            try {
                return type.read(value);
            } catch (BadValue bad) {
                problems.add(bad.place().problem(ErrorCode.BAD_OPTION, bad.sentence(), "Give " + type.message()));
                return null;
            }
        }
    }
}
