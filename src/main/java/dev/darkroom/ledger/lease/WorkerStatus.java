package dev.darkroom.ledger.lease;

import java.time.Duration;

/**
 * A worker as those see it who look at a run.
 *
 * @param number its fence
 * @param rows how many are lent to it
 * @param granted how many of its requests may be at the service
 * @param silence for how long it has not been heard of, by the database's clock; zero while it gets ready
 */
public record WorkerStatus(long number, String host, long process, int rows, int granted, Duration silence) {}
