package dev.darkroom.worker;

import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.lease.RunOffer;
import dev.darkroom.jobfile.JobSpec;

/**
 * A run that a worker may take part in.
 *
 * @param job as its manager does it
 */
record OfferedRun(RunOffer offer, RunRecord run, JobSpec job) {}
