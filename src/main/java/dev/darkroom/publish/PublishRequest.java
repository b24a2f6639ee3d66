package dev.darkroom.publish;

import java.nio.file.Path;

/**
 * What the user asks to be published.
 *
 * @param run the run's id or output directory
 * @param to a folder, or the address of a bucket
 * @param workingDirectory what a folder is relative to
 * @param choice which of the run's pictures
 * @param dryRun whether nothing is to be written
 * @param removesGone whether files that are not to be there any more are removed
 * @param replacesNewer whether pictures of later runs are replaced too
 * @param takesOver whether a bucket is taken from whoever publishes to it
 */
public record PublishRequest(
        String run,
        String to,
        Path workingDirectory,
        PublishChoice choice,
        boolean dryRun,
        boolean removesGone,
        boolean replacesNewer,
        boolean takesOver) {

    /** Which pictures of a run are published. */
    public enum PublishChoice {
        /** Those that people approved. */
        APPROVED,
        /** Those on which no check raised a flag, and that nobody rejected. */
        UNFLAGGED
    }
}
