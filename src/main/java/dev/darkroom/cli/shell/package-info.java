/**
 * What commands stand on: their streams and place, the workspace they hold, and what they ask and show on the terminal while
 * they work. Knows no command.
 */
@NullMarked
package dev.darkroom.cli.shell;

import org.jspecify.annotations.NullMarked;
