/**
 * Reads the command line: a class for each command, its options, and what it prints at its end. Decides nothing about
 * rows.
 */
@NullMarked
package dev.darkroom.cli;

import org.jspecify.annotations.NullMarked;
