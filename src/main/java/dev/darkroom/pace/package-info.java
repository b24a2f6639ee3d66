/** Decides when things may happen: slots in time, gates that shut, pauses that grow, schedules of what is due. */
@NullMarked
package dev.darkroom.pace;

import org.jspecify.annotations.NullMarked;
