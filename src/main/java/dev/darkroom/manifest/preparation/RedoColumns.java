package dev.darkroom.manifest.preparation;

import dev.darkroom.manifest.CellTexts;
import dev.darkroom.models.InputNames;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The columns that make a manifest's row again with another seed or prompt, such that its id and everything else stay
 * as they are. These are the inputs' own columns {@code seed} and {@code prompt}, which win over the job's templates;
 * where the job takes a column of that name for something else, they are {@code redo_seed} and {@code redo_prompt},
 * which are read only of rows that have a {@code redo_of}.
 *
 * @param id the column that has to hold the id of a row which else would be called by its new number; null if the rows
 *     have ids of their own
 * @param seed where the new seed goes
 * @param prompt where a new prompt goes
 */
public record RedoColumns(@Nullable String id, String seed, String prompt) {

    /** The column with the request that the row makes again, or its input's key. */
    public static final String REDO_OF = "redo_of";

    static final String OWN_SEED = "redo_seed";
    static final String OWN_PROMPT = "redo_prompt";

    /** The columns that Darkroom adds anew to each such file. */
    private static final Set<String> WRITTEN_ANEW = Set.of(REDO_OF, "failed_status", "failed_reason");

    public static RedoColumns of(JobInput job) {
        String rule = job.columns().id();
        return new RedoColumns(
                rule == null ? RowId.DEFAULT_COLUMN : null,
                isFree(InputNames.SEED, job) ? InputNames.SEED : OWN_SEED,
                isFree(InputNames.PROMPT, job) ? InputNames.PROMPT : OWN_PROMPT);
    }

    private static boolean isFree(String column, JobInput job) {
        boolean template = job.input()
                .valueStream()
                .flatMap(value -> ColumnTemplate.columns(value).stream())
                .anyMatch(column::equals);
        return job.reads(column)
                && !template
                && !new RowId(job.columns().id()).columns().contains(column);
    }

    /**
     * Returns the columns of the file.
     *
     * @param manifest the columns of the manifest it is made from
     * @param prompts whether any row gets a new prompt
     */
    public List<String> header(List<String> manifest, boolean prompts) {
        String first = id == null || manifest.contains(id) ? null : id;
        Stream<String> kept = manifest.stream().filter(column -> !WRITTEN_ANEW.contains(column));
        return Stream.concat(
                        Stream.concat(Stream.ofNullable(first), kept),
                        Stream.concat(prompts ? Stream.of(seed, prompt) : Stream.of(seed), Stream.of(REDO_OF)))
                .distinct()
                .toList();
    }

    /** Returns whether the row has no id of its own, so that it is called by its number. */
    public boolean lacksId(ObjectNode cells) {
        return id != null && CellTexts.isEmpty(cells.path(id));
    }

    /**
     * Returns Darkroom's own column that stands over everything else for an input of a row made again; null if it has
     * none.
     */
    static @Nullable String ownFor(String input) {
        return switch (input) {
            case InputNames.SEED -> OWN_SEED;
            case InputNames.PROMPT -> OWN_PROMPT;
            default -> null;
        };
    }
}
