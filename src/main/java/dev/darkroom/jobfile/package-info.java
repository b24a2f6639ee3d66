/** The job file: what the user wants, read with every problem at its place. */
@NullMarked
package dev.darkroom.jobfile;

import org.jspecify.annotations.NullMarked;
