/**
 * Measures the program: whole runs against the simulator in a process of its own, beside a plain loop that makes the same
 * calls and keeps no promise, and the parts of a row's way by themselves. Compiled and run by the profile {@code bench}
 * alone.
 */
@NullMarked
package dev.darkroom.bench;

import org.jspecify.annotations.NullMarked;
