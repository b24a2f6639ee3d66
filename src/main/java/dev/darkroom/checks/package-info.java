/** Measures finished pictures and raises a flag where one is not what was asked for. Fetches and stores nothing. */
@NullMarked
package dev.darkroom.checks;

import org.jspecify.annotations.NullMarked;
