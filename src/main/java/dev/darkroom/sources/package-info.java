/**
 * Holds the step that looks at source pictures once results are written: thumbnails, comparisons, outputs unlike their
 * group, whether a host's picture has changed. Buys nothing.
 */
@NullMarked
package dev.darkroom.sources;

import org.jspecify.annotations.NullMarked;
