package dev.darkroom.ledger.rows;

import org.jspecify.annotations.Nullable;

/**
 * The row whose purchase made pictures that another shares, told so that a ledger which numbers runs anew finds it.
 *
 * @param run its run's id, null if the run was deleted before
 * @param number its run's number when it was told
 * @param row its number in the run
 */
public record OriginRow(@Nullable String run, int number, int row) {}
