package dev.darkroom.jobfile.rules;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The job file's {@code report}.
 *
 * @param by the kept columns that get a report of their own
 * @param sources how {@code report.html} shows the source pictures
 */
public record ReportRules(List<String> by, SourceEmbedding sources) {

    /** Ways in which the source pictures get into {@code report.html}. */
    public enum SourceEmbedding {
        /** Small copies inside the page. */
        THUMBNAILS,
        /** Only their addresses; the browser fetches them when the page is opened. */
        LINK,
        /** Not at all. */
        NONE;

        /** Returns the keyword in the job file. */
        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ReportRules {
        by = List.copyOf(by);
        Objects.requireNonNull(sources, "sources is null");
    }
}
