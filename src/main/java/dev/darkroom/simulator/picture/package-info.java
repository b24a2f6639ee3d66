/** Makes the simulator's pictures: sources, edits that are seen at once, and their files. Knows no requests. */
@NullMarked
package dev.darkroom.simulator.picture;

import org.jspecify.annotations.NullMarked;
