/** The command line: one class per command, exit codes, the progress line, the closing block. */
@NullMarked
package dev.darkroom.cli;

import org.jspecify.annotations.NullMarked;
