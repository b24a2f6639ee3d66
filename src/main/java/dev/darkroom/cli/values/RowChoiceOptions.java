package dev.darkroom.cli.values;

import dev.darkroom.jobfile.JobOverrides.RowOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose rows. Their values are checked with the job file's own. */
public final class RowChoiceOptions {

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "Only the rows that meet it, such as 'brand = acme and season in (aw26, ss27)'.")
    private @Nullable String where;

    @Option(
            names = "--rows",
            paramLabel = "NUMBERS",
            description = "Only the manifest's rows of these numbers, such as 100-200, 7, 100- or 1-3,7.")
    private @Nullable String numbers;

    @Option(
            names = "--ids",
            paramLabel = "FILE",
            description = "Only the rows whose ids are in it: one on each line, or a table with a column id.")
    private @Nullable String ids;

    @Option(names = "--sample", paramLabel = "N", description = "Only N of these rows, drawn by chance.")
    private @Nullable String sample;

    @Option(names = "--seed", paramLabel = "S", description = "The chance that the sample is drawn by; default 1.")
    private @Nullable String seed;

    /** Returns what was given. */
    public RowOptions given() {
        return new RowOptions(where, numbers, ids, sample, seed);
    }

    /** Returns the options as they must be given again to the next command. */
    public List<String> arguments() {
        List<String> texts = new ArrayList<>();
        add(texts, "--where", where);
        add(texts, "--rows", numbers);
        add(texts, "--ids", ids);
        add(texts, "--sample", sample);
        add(texts, "--seed", seed);
        return texts;
    }

    private static void add(List<String> texts, String option, @Nullable String value) {
        if (value != null) {
            texts.add(option);
            texts.add(value);
        }
    }
}
