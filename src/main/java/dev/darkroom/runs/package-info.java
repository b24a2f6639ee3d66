/** Finds, describes and reads the runs of a workspace. Starts and changes none. */
@NullMarked
package dev.darkroom.runs;

import org.jspecify.annotations.NullMarked;
