/** Picture files: what they are by their bytes, and who may read them. */
@NullMarked
package dev.darkroom.picture;

import org.jspecify.annotations.NullMarked;
