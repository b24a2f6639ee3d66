/** Reads the values of options that picocli cannot. Knows no command. */
@NullMarked
package dev.darkroom.cli.values;

import org.jspecify.annotations.NullMarked;
