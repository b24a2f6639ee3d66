/** The step that asks the service how each request ended. */
@NullMarked
package dev.darkroom.collect;

import org.jspecify.annotations.NullMarked;
