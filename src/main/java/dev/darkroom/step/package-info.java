/**
 * Holds what every step of a run is made of: the run's context, its work loop, its workers. Knows Spring Batch and the
 * ledger, and no step.
 */
@NullMarked
package dev.darkroom.step;

import org.jspecify.annotations.NullMarked;
