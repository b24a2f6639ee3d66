/**
 * Keeps what is known of each row of a run, durable before anything else happens: groups of events, recovery,
 * spending. SQL on the ledger's tables is in this room and those below it alone.
 */
@NullMarked
package dev.darkroom.ledger;

import org.jspecify.annotations.NullMarked;
