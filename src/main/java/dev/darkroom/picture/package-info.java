/**
 * Reads picture files: what they are by their bytes, decoded within a budget of memory, and small copies of them.
 * Judges none.
 */
@NullMarked
package dev.darkroom.picture;

import org.jspecify.annotations.NullMarked;
