/** Reads what became of rows, for reports and sums, and removes old runs. Moves no row. */
@NullMarked
package dev.darkroom.ledger.history;

import org.jspecify.annotations.NullMarked;
