/** Reads picture files: what they are by their bytes, and small copies of them. */
@NullMarked
package dev.darkroom.picture;

import org.jspecify.annotations.NullMarked;
