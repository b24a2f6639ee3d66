/** Finds, describes and reads the runs of a workspace. Starts none and moves no row. */
@NullMarked
package dev.darkroom.runs;

import org.jspecify.annotations.NullMarked;
