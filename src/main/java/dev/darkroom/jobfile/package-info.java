/** Reads the job file and the options laid over it, and names each problem at its line. Acts on none of it. */
@NullMarked
package dev.darkroom.jobfile;

import org.jspecify.annotations.NullMarked;
