package dev.darkroom.results;

import dev.darkroom.io.NearestNameFinder;
import dev.darkroom.io.SafeText;
import java.util.Collection;
import java.util.stream.Collectors;

/** Thrown if figures are requested by a column that is not among those kept in the results. Nothing was written. */
public final class UnknownColumnException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_LENGTH = 100;
    private static final int MAX_NAMES = 10;

    private UnknownColumnException(String message) {
        super(message);
    }

    /**
     * Makes one that names what was probably meant or, if nothing is near, what there is.
     *
     * @param figures what was requested by the column, such as {@code report}
     * @param known the names that it might have been requested by
     */
    public static UnknownColumnException of(String figures, String column, Collection<String> known) {
        return new UnknownColumnException("no " + figures + " by " + SafeText.line(column, MAX_LENGTH)
                + ": it is not one of the columns kept in the results" + instead(column, known));
    }

    private static String instead(String column, Collection<String> known) {
        if (known.isEmpty()) {
            return ": no column is kept";
        }
        return NearestNameFinder.findNear(column, known)
                .map(near -> "; the nearest is " + SafeText.line(near, MAX_LENGTH))
                .orElseGet(() -> "; it may be "
                        + known.stream()
                                .limit(MAX_NAMES)
                                .map(name -> SafeText.line(name, MAX_LENGTH))
                                .collect(Collectors.joining(", "))
                        + (known.size() > MAX_NAMES ? " and others" : ""));
    }
}
