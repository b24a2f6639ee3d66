package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.ServiceCall;
import java.time.Instant;

/**
 * A call for a row that went wrong.
 *
 * @param row the row's number in the manifest, from 1
 * @param id the row's id
 * @param line the line of the manifest it starts on
 * @param attempt which of the row's purchases it was about, from 1
 * @param at when
 * @param call the call
 * @param reason what went wrong
 */
public record FailedCall(long row, String id, long line, int attempt, Instant at, ServiceCall call, RowReason reason) {}
