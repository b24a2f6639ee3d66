package dev.darkroom.job.maintenance;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.io.CountText;
import dev.darkroom.ledger.runs.RunRecord;

/**
 * The files that a run's pictures should be in and that are not there.
 *
 * @param files how many
 * @param rows how many rows they are of
 * @param fetchedAgain how many of these every start fetches again, since they are paid for
 * @param takenBack how many of these had reused pictures and wait to be looked up again
 */
record MissingFiles(long files, long rows, long fetchedAgain, long takenBack) {

    static final MissingFiles NONE = new MissingFiles(0, 0, 0, 0);

    /** Returns whether rows count as others than before. */
    boolean hasEndedRows() {
        return fetchedAgain + takenBack > 0;
    }

    /** Returns what is to be told of them, a clause. */
    String message(RunRecord run) {
        StringBuilder message =
                new StringBuilder(CountText.of(files, "picture file") + " of " + CountText.of(rows, "row")
                        + (files == 1 ? " is" : " are") + " gone from " + BucketLocation.shown(run.output()));
        if (fetchedAgain > 0) {
            message.append("; 'resume " + run.id() + "' fetches what the service has of "
                    + CountText.of(fetchedAgain, "row") + " again at no cost, and buys nothing of it");
        }
        if (takenBack > 0) {
            message.append("; " + CountText.of(takenBack, "row") + " that had reused another run's picture "
                    + (takenBack == 1 ? "is" : "are")
                    + " pending: what is left nowhere is bought, and 'plan' tells beforehand");
        }
        long others = rows - fetchedAgain - takenBack;
        if (others > 0) {
            message.append("; of " + CountText.of(others, "row")
                    + " nothing fetches them again, since a check had failed" + " the row or its request is not known");
        }
        return message.toString();
    }
}
