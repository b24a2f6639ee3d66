/** Stops a run's steps: what stopped it, whether that stands for later starts, and who is told. Decides nothing about rows. */
@NullMarked
package dev.darkroom.ledger.signals;

import org.jspecify.annotations.NullMarked;
