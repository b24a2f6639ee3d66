/** The simulator's pictures: sources, edits that are seen at once, and their files. */
@NullMarked
package dev.darkroom.simulator.picture;

import org.jspecify.annotations.NullMarked;
