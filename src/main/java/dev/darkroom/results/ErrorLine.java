package dev.darkroom.results;

import dev.darkroom.errors.ErrorRemedy;
import dev.darkroom.ledger.rows.RowStatus;
import java.util.Objects;

/**
 * One kind of error in a run.
 *
 * @param code the stable code of its reason
 * @param rows how many rows ended so
 * @param exampleId the first of them
 * @param status how that one ended
 * @param advice whether retrying may help, and what to do
 */
public record ErrorLine(String code, long rows, String exampleId, RowStatus status, ErrorRemedy advice) {

    public ErrorLine {
        Objects.requireNonNull(code, "code is null");
        Objects.requireNonNull(exampleId, "exampleId is null");
        Objects.requireNonNull(status, "status is null");
        Objects.requireNonNull(advice, "advice is null");
    }

    /** Returns the same for a run that buys nothing before it is resumed past its stop. */
    public ErrorLine pastStop() {
        return new ErrorLine(code, rows, exampleId, status, advice.pastStop());
    }

    /** Of a failed row. */
    public ErrorLine(String code, long rows, String exampleId, ErrorRemedy advice) {
        this(code, rows, exampleId, RowStatus.FAILED, advice);
    }
}
