/** Holds the step that downloads outputs, has them checked and puts them in place whole. Buys nothing. */
@NullMarked
package dev.darkroom.download;

import org.jspecify.annotations.NullMarked;
