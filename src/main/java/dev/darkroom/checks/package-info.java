/** Checks for pictures that came whole: measures of its pixels, and the flags they raise. */
@NullMarked
package dev.darkroom.checks;

import org.jspecify.annotations.NullMarked;
