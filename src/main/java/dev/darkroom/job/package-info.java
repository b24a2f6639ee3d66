/** Spring Batch's wiring: how a run is started, gone on with and stopped. */
@NullMarked
package dev.darkroom.job;

import org.jspecify.annotations.NullMarked;
