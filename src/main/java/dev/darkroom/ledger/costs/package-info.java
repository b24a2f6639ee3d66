/** Sums up what purchases of many runs cost, by whatever people want it told. Reads alone. */
@NullMarked
package dev.darkroom.ledger.costs;

import org.jspecify.annotations.NullMarked;
