package dev.darkroom.ledger.rows;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times at which a job was seen in each state.
 *
 * @param started when it was first seen in progress, by our clock; null if it never was
 * @param finished when it ended, by the service's clock; null if the service does not say
 */
public record JobTimes(@Nullable Instant started, @Nullable Instant finished) {}
