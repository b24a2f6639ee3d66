package dev.darkroom.ledger.rows;

import java.time.Instant;

/**
 * A row whose submit's answer was lost.
 *
 * @param id the row's id
 * @param model the model that was requested
 * @param input exactly what was sent, as JSON
 * @param sentAt when it left, as near as is known
 */
public record UnknownRow(String id, String model, String input, Instant sentAt) {}
