/** The service, rebuilt on loopback: the same calls, validation, queue and pictures, without token or network. */
@NullMarked
package dev.darkroom.simulator;

import org.jspecify.annotations.NullMarked;
