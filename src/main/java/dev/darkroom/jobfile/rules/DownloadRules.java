package dev.darkroom.jobfile.rules;

import java.util.Objects;

/**
 * The job file's {@code download}.
 *
 * @param concurrency how many downloads are in flight at once
 * @param maxSizeBytes the most bytes a picture may have
 * @param name the template of the files' names under {@code images/}
 */
public record DownloadRules(int concurrency, long maxSizeBytes, String name) {

    public DownloadRules {
        Objects.requireNonNull(name, "name is null");
    }
}
