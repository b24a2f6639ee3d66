/**
 * Delivers a run's pictures to a folder or a bucket, with a list of them that is the truth there. Moves no row and writes
 * nothing to the ledger.
 */
@NullMarked
package dev.darkroom.publish;

import org.jspecify.annotations.NullMarked;
