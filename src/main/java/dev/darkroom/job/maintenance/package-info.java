/**
 * Works on runs that exist already: prunes, reviews, restores, settles, moves and reports them. It starts none, and {@code job}
 * knows nothing of it.
 */
@NullMarked
package dev.darkroom.job.maintenance;

import org.jspecify.annotations.NullMarked;
