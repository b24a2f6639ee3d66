/** Runs a program of the user's on finished pictures and takes flags from what it prints, bounded in time, output and number. */
@NullMarked
package dev.darkroom.checks.program;

import org.jspecify.annotations.NullMarked;
