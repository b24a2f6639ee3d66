package dev.darkroom.jobfile.rules;

import dev.darkroom.checks.CheckFlag;
import dev.darkroom.checks.CheckLimits;
import java.util.List;
import java.util.Objects;

/**
 * The job file's {@code checks}.
 *
 * @param fail the flags that make a row {@code failed}
 * @param limits from where on a measure raises its flag
 */
public record ChecksRules(List<CheckFlag> fail, CheckLimits limits) {

    public ChecksRules {
        fail = List.copyOf(fail);
        Objects.requireNonNull(limits, "limits is null");
    }
}
