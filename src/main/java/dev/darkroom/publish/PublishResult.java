package dev.darkroom.publish;

import java.util.List;

/**
 * What became of a run's pictures at a destination, or would.
 *
 * @param run the run's id
 * @param list the list there
 * @param published how many files were put there
 * @param unchanged how many were there already
 * @param left how many were left out, since a later run's picture of the row is there
 * @param gone the files that are not to be there any more
 * @param unpublished a sentence for each picture that could not be published
 * @param planned of a dry run the files that would be put there
 */
public record PublishResult(
        String run,
        String list,
        int published,
        int unchanged,
        int left,
        List<String> gone,
        List<String> unpublished,
        List<String> planned) {

    public PublishResult {
        gone = List.copyOf(gone);
        unpublished = List.copyOf(unpublished);
        planned = List.copyOf(planned);
    }
}
