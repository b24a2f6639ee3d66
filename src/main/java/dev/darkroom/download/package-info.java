/** The step that fetches what was bought and puts it in place, whole. */
@NullMarked
package dev.darkroom.download;

import org.jspecify.annotations.NullMarked;
