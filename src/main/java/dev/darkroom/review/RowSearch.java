package dev.darkroom.review;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.InputProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches for the row that one decision is about. Rather none than a wrong one. */
final class RowSearch {

    /** The number of rows that are kept; more are not needed to know that there are several. */
    private static final int MAX = 3;

    private final DecisionLine decision;
    private final List<ReviewCandidate> fitting = new ArrayList<>();
    private @Nullable ReviewCandidate elsewhere;
    private @Nullable ReviewCandidate renamed;

    RowSearch(DecisionLine decision) {
        this.decision = decision;
    }

    DecisionLine decision() {
        return decision;
    }

    /** Takes a row whose id may be the one that is written. */
    void called(ReviewCandidate row) {
        if (row.agrees(decision)) {
            if (fitting.size() < MAX) {
                fitting.add(row);
            }
        } else if (elsewhere == null) {
            elsewhere = row;
        }
    }

    /** Takes a row that stands on the line that is written, whatever its id: a spreadsheet makes dates of some ids. */
    void onLine(ReviewCandidate row) {
        boolean certain =
                !decision.requestId().isEmpty() || !decision.inputKey().isEmpty();
        if (certain && row.agrees(decision)) {
            renamed = row;
        }
    }

    /** The row; null if it could not be told, which {@link #problem} explains. */
    @Nullable
    ReviewCandidate found() {
        if (fitting.size() == 1 || (fitting.size() > 1 && haveTheVeryId())) {
            return fitting.get(0);
        }
        return fitting.isEmpty() && elsewhere == null ? renamed : null;
    }

    /** Returns whether all rows have the very id: later rows of an id were never sent, so it is the first one's. */
    private boolean haveTheVeryId() {
        return fitting.stream().allMatch(row -> row.id().equals(decision.id()));
    }

    InputProblem problem(String run) {
        ReviewCandidate other = elsewhere;
        if (fitting.size() > 1) {
            return said(
                    "id",
                    ErrorCode.AMBIGUOUS_ID,
                    "the id " + decision.id() + " may be that of line "
                            + fitting.get(0).line() + " ("
                            + fitting.get(0).id() + ") or of line "
                            + fitting.get(1).line() + " ("
                            + fitting.get(1).id() + ") of the manifest: a spreadsheet may have changed it",
                    "Add the columns line and request_id from results.csv, or export the decisions again");
        }
        if (other != null && other.wasMadeAgain(decision)) {
            return said(
                    "request_id",
                    ErrorCode.OTHER_PICTURE,
                    "the picture of the row " + other.id() + " that was judged is no longer its picture: it was"
                            + " request " + decision.requestId() + ", and is "
                            + (other.requestId() == null ? "of no request of its own" : other.requestId()) + " now",
                    "Open the run's present report and judge it again");
        }
        if (other != null) {
            return said(
                    "id",
                    ErrorCode.MIXED_ROW,
                    "the id is that of line " + other.line() + " of the manifest, but the rest of the line is another"
                            + " row's; the cells may have been sorted apart",
                    "Export the decisions again");
        }
        return said(
                "id",
                ErrorCode.UNKNOWN_ROW,
                "the run " + run + " has no row " + decision.id(),
                "Take the id from results.csv; if a spreadsheet changed it, keep the columns line and request_id beside"
                        + " it");
    }

    private InputProblem said(String column, ErrorCode code, String message, String remedy) {
        return new InputProblem(decision.file(), decision.at(), column, code, message, remedy, false);
    }
}
