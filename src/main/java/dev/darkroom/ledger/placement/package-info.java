/** Places an event of the journal where its row stands, whatever state it is in. */
@NullMarked
package dev.darkroom.ledger.placement;

import org.jspecify.annotations.NullMarked;
