package dev.darkroom.manifest.candidate;

import org.jspecify.annotations.Nullable;

/**
 * What one of several rows that are made of a row is tried with.
 *
 * @param number from 1
 * @param isNamed whether the row names it itself, as rows do that were written from a run's
 * @param prompt the prompt, with its templates; null for the row's own, else the job's
 * @param model the model's id; null for the row's own, else the job's
 */
public record RowCandidate(
        int number,
        boolean isNamed,
        @Nullable String prompt,
        @Nullable String model) {

    /** The column with a candidate's number. */
    public static final String COLUMN = "candidate";

    /** The column with a candidate's prompt. */
    public static final String PROMPT_COLUMN = "candidate_prompt";

    /** Returns the id of the row that an id's row is made into. */
    public String id(String row) {
        return rowId(row) + end();
    }

    /** Returns the id of the row that it is made of: one that was written from a run's bears the candidate's already. */
    public String rowId(String id) {
        return isNamed && id.endsWith(end()) ? id.substring(0, id.length() - end().length()) : id;
    }

    private String end() {
        return "~" + number;
    }
}
