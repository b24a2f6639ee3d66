/** Draws on a terminal and finds out what it can show. Knows no command. */
@NullMarked
package dev.darkroom.cli.terminal;

import org.jspecify.annotations.NullMarked;
