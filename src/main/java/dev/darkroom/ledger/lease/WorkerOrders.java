package dev.darkroom.ledger.lease;

import org.jspecify.annotations.Nullable;

/**
 * What a worker is told at each heartbeat.
 *
 * @param granted how many of its requests may be at the service
 * @param stop null while the run goes on
 */
public record WorkerOrders(int granted, @Nullable WorkerStop stop) {}
