package dev.darkroom.worker;

import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.lease.RunOffer;
import dev.darkroom.ledger.runs.RunRecord;

/**
 * A run that a worker may take part in.
 *
 * @param job as its manager does it
 */
record OfferedRun(RunOffer offer, RunRecord run, JobSpec job) {}
