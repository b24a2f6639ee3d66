/** Holds the step that polls the service until each request has ended. Buys and downloads nothing. */
@NullMarked
package dev.darkroom.collect;

import org.jspecify.annotations.NullMarked;
