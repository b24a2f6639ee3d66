/**
 * Marks pictures for publication as made with AI, in their metadata alone. Decodes no pixels, and knows no rows and no
 * runs.
 */
@NullMarked
package dev.darkroom.publish.mark;

import org.jspecify.annotations.NullMarked;
