/** Writes and reads the journal beside the database. What an event means for a row is not decided here. */
@NullMarked
package dev.darkroom.ledger.journal;

import org.jspecify.annotations.NullMarked;
