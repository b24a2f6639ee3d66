/**
 * Keeps the sums of a run's purchases and reasons in memory, as its commits move them, and the rows that are held back;
 * says what a purchase counts for. Reads no tables.
 */
@NullMarked
package dev.darkroom.ledger.figures;

import org.jspecify.annotations.NullMarked;
