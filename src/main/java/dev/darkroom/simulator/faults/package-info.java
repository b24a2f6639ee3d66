/** Says what the simulated service does wrong, when and how often. Answers no calls itself. */
@NullMarked
package dev.darkroom.simulator.faults;

import org.jspecify.annotations.NullMarked;
