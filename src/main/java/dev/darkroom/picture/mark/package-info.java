/**
 * Reads what picture files say of how they were made, and marks them as made with AI, in their metadata alone. Decodes no
 * pixels.
 */
@NullMarked
package dev.darkroom.picture.mark;

import org.jspecify.annotations.NullMarked;
