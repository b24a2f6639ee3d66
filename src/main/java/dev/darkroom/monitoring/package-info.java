/** Tells of a run while it goes: log, meters, posts, mail. Decides nothing about rows. */
@NullMarked
package dev.darkroom.monitoring;

import org.jspecify.annotations.NullMarked;
