package dev.darkroom.jobfile;

import java.util.List;
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
        List<String> set) {

    /** No options. */
    public static final JobOverrides NONE = new JobOverrides(null, null, null, null, null, null, null, List.of());

    public JobOverrides {
        set = List.copyOf(set);
    }
}
