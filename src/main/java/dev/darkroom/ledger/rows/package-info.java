/** A row's states, its shapes on the way, and the events that change it. What runs and journals are is not known here. */
@NullMarked
package dev.darkroom.ledger.rows;

import org.jspecify.annotations.NullMarked;
