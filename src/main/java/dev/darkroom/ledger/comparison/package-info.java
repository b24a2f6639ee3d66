/** Compares two runs row by row, whatever order their rows are in. Reads alone. */
@NullMarked
package dev.darkroom.ledger.comparison;

import org.jspecify.annotations.NullMarked;
