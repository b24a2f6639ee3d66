package dev.darkroom.cli.output;

import dev.darkroom.io.CountText;
import dev.darkroom.io.SafeText;
import dev.darkroom.publish.PublishResult;
import java.util.ArrayList;
import java.util.List;

/** Tells what was published, or would be. */
public final class PublishText {

    /** The reasons that are told; all are in the list. */
    private static final int MAX_REASONS = 20;

    private PublishText() {}

    /**
     * Returns the lines of the result.
     *
     * @param dryRun whether nothing was done
     */
    public static List<String> lines(PublishResult result, boolean dryRun) {
        List<String> lines = new ArrayList<>();
        if (dryRun) {
            result.planned().forEach(file -> lines.add("would publish " + SafeText.line(file)));
            result.gone().forEach(file -> lines.add("would be gone: " + SafeText.line(file)));
        }
        lines.add(SafeText.line(result.run()) + ": " + (dryRun ? "would be " : "") + result.published() + " published, "
                + result.unchanged() + " unchanged, " + result.gone().size() + " gone, "
                + result.unpublished().size() + " not published");
        if (result.left() > 0) {
            lines.add(CountText.of(result.left(), "picture")
                    + " left out, since pictures of later runs of these rows are there;"
                    + " --replace-newer puts this run's in their place");
        }
        lines.add("list: " + SafeText.line(result.list()));
        return lines;
    }

    /** Returns a line for each picture that could not be published, as far as anybody reads them. */
    public static List<String> unpublished(PublishResult result) {
        List<String> lines = new ArrayList<>();
        result.unpublished().stream()
                .limit(MAX_REASONS)
                .forEach(reason -> lines.add("not published: " + SafeText.line(reason)));
        int more = result.unpublished().size() - MAX_REASONS;
        if (more > 0) {
            lines.add("and " + CountText.of(more, "picture") + " more: see the column reason of the list");
        }
        return lines;
    }
}
