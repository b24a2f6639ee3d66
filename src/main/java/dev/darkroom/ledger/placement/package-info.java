/**
 * Enters events of a journal whose rows are not in the states that the events name. Events that fit are entered by
 * {@code ledger} itself.
 */
@NullMarked
package dev.darkroom.ledger.placement;

import org.jspecify.annotations.NullMarked;
