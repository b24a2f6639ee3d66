package dev.darkroom.worker;

import dev.darkroom.api.ApiToken;
import dev.darkroom.jobfile.JobSpec;

/** Finds the account's token for the service of a job. */
@FunctionalInterface
public interface TokenSource {

    /** @throws RuntimeException if there is none, or it must not be sent there; it says why and what to do */
    ApiToken tokenFor(JobSpec job);
}
