/**
 * Takes a run from the request to its end: opens the workspace, chooses the run, wires its steps, launches and ends
 * it. No step's own work belongs here.
 */
@NullMarked
package dev.darkroom.job;

import org.jspecify.annotations.NullMarked;
