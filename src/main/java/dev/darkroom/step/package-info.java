/**
 * What every step of a run is made with: the run it is of, its loop, its workers. It knows Spring Batch and the ledger, and
 * no step.
 */
@NullMarked
package dev.darkroom.step;

import org.jspecify.annotations.NullMarked;
