/** Lends rows of a run to workers on other hosts, by tables that all of them reach. Moves no row. */
@NullMarked
package dev.darkroom.ledger.lease;

import org.jspecify.annotations.NullMarked;
