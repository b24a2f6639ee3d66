package dev.darkroom.setup;

import dev.darkroom.models.ListSeparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job for a table would say.
 *
 * @param rows of the table
 * @param id the column or template of the ids; null to number the rows
 * @param title the column of the titles; null if none was found
 * @param kept columns that tell the results apart, such as the brand
 * @param pictures the column of the pictures' addresses; null if none was found
 * @param others further columns with pictures, which are left alone
 * @param paths whether the pictures are paths below an address that the table does not name
 * @param rooted whether these paths begin with a slash
 * @param separator between several pictures of a cell
 * @param most the most pictures of one cell
 * @param fillDown columns of which an empty cell takes the one above it
 * @param fillWithin the column that such rows share; null if there are none
 * @param ignore columns that merely bear an input's name
 * @param prompts whether the table has prompts of its own
 */
public record JobDraft(
        long rows,
        @Nullable String id,
        @Nullable String title,
        List<String> kept,
        @Nullable String pictures,
        List<String> others,
        boolean paths,
        boolean rooted,
        ListSeparator separator,
        long most,
        List<String> fillDown,
        @Nullable String fillWithin,
        List<String> ignore,
        boolean prompts) {

    public JobDraft {
        kept = List.copyOf(kept);
        others = List.copyOf(others);
        fillDown = List.copyOf(fillDown);
        ignore = List.copyOf(ignore);
    }

    /** Returns the prompt that a job begins with. */
    public String defaultPrompt() {
        String product = title == null ? "The product" : "{{" + title + "}}";
        return product + " on a pure white background, soft contact shadow";
    }
}
