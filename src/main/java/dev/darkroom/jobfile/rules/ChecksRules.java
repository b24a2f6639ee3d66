package dev.darkroom.jobfile.rules;

import dev.darkroom.checks.CheckFlag;
import dev.darkroom.checks.CheckLimits;
import dev.darkroom.checks.program.CheckProgram;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The job file's {@code checks}.
 *
 * @param fail the flags that make a row {@code failed}
 * @param limits from where on a measure raises its flag
 * @param program a program of the user's that looks at finished pictures besides
 * @param group the kept column within whose values pictures are to be alike; empty if they are not compared
 */
public record ChecksRules(List<CheckFlag> fail, CheckLimits limits, CheckProgram program, Optional<String> group) {

    public ChecksRules {
        fail = List.copyOf(fail);
        Objects.requireNonNull(limits, "limits is null");
        Objects.requireNonNull(program, "program is null");
    }
}
