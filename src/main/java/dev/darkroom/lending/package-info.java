/** Lends rows of a run to workers on other hosts and takes back what they do not end. Submits and collects nothing. */
@NullMarked
package dev.darkroom.lending;

import org.jspecify.annotations.NullMarked;
