/** Fetches pictures from other hosts, whose addresses and answers are not trusted. */
@NullMarked
package dev.darkroom.fetch;

import org.jspecify.annotations.NullMarked;
