/** Defines a row's states, its shapes on the way and the events that move it. Knows neither runs nor journals. */
@NullMarked
package dev.darkroom.ledger.rows;

import org.jspecify.annotations.NullMarked;
