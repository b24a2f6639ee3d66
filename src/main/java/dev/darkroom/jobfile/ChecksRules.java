package dev.darkroom.jobfile;

import java.util.List;

/**
 * The job file's {@code checks}.
 *
 * @param fail the flags that make a row {@code failed}
 */
public record ChecksRules(List<String> fail) {

    public ChecksRules {
        fail = List.copyOf(fail);
    }
}
