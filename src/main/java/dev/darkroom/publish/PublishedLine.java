package dev.darkroom.publish;

import dev.darkroom.io.NearestNameFinder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of the list of published files: a file at the destination, or what kept it from being there.
 *
 * @param id the row's id
 * @param file its path relative to the destination, with slashes
 * @param state where it stands
 * @param reason why it is not published, or empty
 * @param content the file that is there; of a pending line the one that was there before
 * @param mark what it says of how it was made
 * @param run the run that the picture is of
 * @param sourceSha256 the hash of the picture as the run has it
 * @param recipe what was done to it
 * @param publishedAt when the file was put there, null if it was not
 * @param kept the row's own columns
 */
record PublishedLine(
        String id,
        String file,
        LineState state,
        String reason,
        FileContent content,
        String mark,
        String run,
        String sourceSha256,
        String recipe,
        @Nullable Instant publishedAt,
        Map<String, String> kept) {

    PublishedLine {
        Objects.requireNonNull(state, "state is null");
        kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
    }

    /** Makes the line of a picture that is about to be put there. */
    static PublishedLine pending(PublishCandidate picture, String run, String recipe, @Nullable PublishedLine before) {
        return new PublishedLine(
                picture.id(),
                picture.file(),
                LineState.PENDING,
                "",
                before == null ? FileContent.NONE : before.content,
                "",
                run,
                picture.sha256(),
                recipe,
                before == null ? null : before.publishedAt,
                picture.kept());
    }

    PublishedLine published(FileContent file, String markOutcome, Instant now) {
        return new PublishedLine(
                id, this.file, LineState.PUBLISHED, "", file, markOutcome, run, sourceSha256, recipe, now, kept);
    }

    /** Returns the line of a file that is as it should be, with the row's columns as they are now. */
    PublishedLine unchanged(PublishCandidate picture, String byRun) {
        return new PublishedLine(
                id,
                file,
                LineState.UNCHANGED,
                "",
                content,
                mark,
                byRun,
                sourceSha256,
                recipe,
                publishedAt,
                picture.kept());
    }

    /** Returns the line of a picture that cannot be published; what was there before stays, and its hashes. */
    PublishedLine notPublished(String why, @Nullable PublishedLine before) {
        PublishedLine was = before == null || !before.hasFile() ? null : before;
        return new PublishedLine(
                id,
                file,
                LineState.NOT_PUBLISHED,
                why,
                was == null ? FileContent.NONE : was.content,
                was == null ? "" : was.mark,
                run,
                was == null ? "" : was.sourceSha256,
                was == null ? "" : was.recipe,
                was == null ? null : was.publishedAt,
                kept);
    }

    /** Returns the line of a file that is not wanted there any more. */
    PublishedLine withdrawn(LineState how) {
        return withdrawn(how, "");
    }

    /** Returns likewise the line of one of which there is something to say. */
    PublishedLine withdrawn(LineState how, String why) {
        return new PublishedLine(id, file, how, why, content, mark, run, sourceSha256, recipe, publishedAt, kept);
    }

    /** Returns whether a file of this name is ours, though it may not be there. */
    boolean hasFile() {
        return state == LineState.PENDING || (content.isKnown() && state != LineState.REMOVED);
    }

    /** Returns whether the file was made of a picture by a recipe, and came to its place. */
    boolean isOf(PublishCandidate picture, String byRecipe) {
        boolean isThere = state == LineState.PUBLISHED || state == LineState.UNCHANGED || state == LineState.GONE;
        return isThere && sourceSha256.equals(picture.sha256()) && recipe.equals(byRecipe);
    }

    /** The states of a line. */
    enum LineState {
        /** It is being put there, or was when the process ended. */
        PENDING("pending"),
        /** It was put there by the last call. */
        PUBLISHED("published"),
        /** It was there, as it should be. */
        UNCHANGED("unchanged"),
        /** It cannot be published; the reason says why. */
        NOT_PUBLISHED("not-published"),
        /** Its picture is not to be published any more, and the file is still there. */
        GONE("gone"),
        /** Likewise, and the file was removed. */
        REMOVED("removed");

        private final String keyword;

        LineState(String keyword) {
            this.keyword = keyword;
        }

        String keyword() {
            return keyword;
        }

        static Optional<LineState> of(String word) {
            String lower = word.toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(state -> state.keyword.equals(lower))
                    .findFirst();
        }

        static String nearest(String word) {
            return NearestNameFinder.find(
                            word,
                            Arrays.stream(values()).map(LineState::keyword).toList())
                    .orElseThrow();
        }
    }

    /**
     * What is in a file.
     *
     * @param sha256 of its bytes, empty if there is none
     * @param bytes its size
     * @param width in pixels
     * @param height in pixels
     */
    record FileContent(String sha256, long bytes, int width, int height) {

        static final FileContent NONE = new FileContent("", 0, 0, 0);

        boolean isKnown() {
            return !sha256.isEmpty();
        }
    }
}
