package dev.darkroom.ledger.lease;

import java.time.Instant;

/**
 * A run that takes workers on.
 *
 * @param run its number in the ledger
 * @param holder of the ledger that manages it
 * @param version of the program that does
 * @param startedAt when that process began to work on it
 * @param job as this start does it, a job file in JSON
 */
public record RunOffer(int run, long holder, String version, Instant startedAt, String job) {}
