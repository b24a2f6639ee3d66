/** Reads what a job is tried with, and writes the job of the candidate that a person prefers. Runs nothing. */
@NullMarked
package dev.darkroom.trial;

import org.jspecify.annotations.NullMarked;
