package dev.darkroom.ledger.rows;

/**
 * A row whose request brought outputs, and of which the service has not named the cost.
 *
 * @param key which one
 * @param attempt its purchase
 * @param state where it is
 * @param id the row's id
 * @param requestId the service's name for the request
 */
public record UncostedRow(RowKey key, int attempt, RowState state, String id, String requestId) {}
