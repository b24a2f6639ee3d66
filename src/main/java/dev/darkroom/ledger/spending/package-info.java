/** Sums up what a run, and all runs at its service, have spent or may yet owe. Allows and refuses nothing. */
@NullMarked
package dev.darkroom.ledger.spending;

import org.jspecify.annotations.NullMarked;
