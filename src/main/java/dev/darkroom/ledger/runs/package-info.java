/** Stores which runs there are, what each was started with and where its journal stands. Knows none of their rows. */
@NullMarked
package dev.darkroom.ledger.runs;

import org.jspecify.annotations.NullMarked;
