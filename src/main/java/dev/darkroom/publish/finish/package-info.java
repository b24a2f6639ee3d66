/**
 * Finishes pictures for publication without AI: colour space, canvas, transparency and format, by the job's steps. Knows no
 * rows and no runs.
 */
@NullMarked
package dev.darkroom.publish.finish;

import org.jspecify.annotations.NullMarked;
