package dev.darkroom.manifest.candidate;

import dev.darkroom.models.InputNames;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The candidates that each row is tried with: each prompt with each model, counted from 1, the models of the first prompt first.
 *
 * @param prompts their prompts, with templates; empty for the rows' own
 * @param models their models' ids; empty for the rows' own
 */
public record CandidateList(List<String> prompts, List<String> models) {

    /** No candidates: each row is sent as it stands. */
    public static final CandidateList NONE = new CandidateList(List.of(), List.of());

    private static final String MODEL = "model";

    public CandidateList {
        prompts = List.copyOf(prompts);
        models = List.copyOf(models);
    }

    /** Returns whether there are none. */
    public boolean isEmpty() {
        return prompts.isEmpty() && models.isEmpty();
    }

    /** Returns how many rows are made of each. */
    public int count() {
        return Math.max(1, prompts.size()) * Math.max(1, models.size());
    }

    /**
     * Returns one of them.
     *
     * @param number from 1
     * @param isNamed whether the row names it itself
     */
    public RowCandidate get(int number, boolean isNamed) {
        int columns = Math.max(1, models.size());
        return new RowCandidate(
                number, isNamed, item(prompts, (number - 1) / columns), item(models, (number - 1) % columns));
    }

    /** Returns whether they say what a row's own column of that name says else. */
    public boolean replaces(String column) {
        return (column.equals(InputNames.PROMPT) && !prompts.isEmpty()) || (column.equals(MODEL) && !models.isEmpty());
    }

    /** Returns the columns that rows have of them. */
    public List<String> columns() {
        if (isEmpty()) {
            return List.of();
        }
        return prompts.isEmpty()
                ? List.of(RowCandidate.COLUMN)
                : List.of(RowCandidate.COLUMN, RowCandidate.PROMPT_COLUMN);
    }

    /** Returns it in words that differ for other candidates. */
    public String description() {
        return isEmpty() ? "" : prompts + "\n" + models;
    }

    /** Returns the names of columns that they may replace. */
    public static Set<String> replaceable() {
        return Set.of(InputNames.PROMPT, MODEL);
    }

    private static @Nullable String item(List<String> items, int index) {
        return items.isEmpty() ? null : items.get(index);
    }
}
