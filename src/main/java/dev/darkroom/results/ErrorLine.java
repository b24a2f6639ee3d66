package dev.darkroom.results;

import java.util.Objects;

/**
 * One kind of error in a run.
 *
 * @param code the stable code of its reason
 * @param rows how many rows ended so
 * @param exampleId the first of them
 * @param advice whether retrying may help, and what to do
 */
public record ErrorLine(String code, long rows, String exampleId, Advice advice) {

    public ErrorLine {
        Objects.requireNonNull(code, "code is null");
        Objects.requireNonNull(exampleId, "exampleId is null");
        Objects.requireNonNull(advice, "advice is null");
    }
}
