/** Finds among all runs what was bought before and what is the same twice. */
@NullMarked
package dev.darkroom.ledger.earlier;

import org.jspecify.annotations.NullMarked;
