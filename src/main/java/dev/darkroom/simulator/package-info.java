/**
 * Rebuilds the service on loopback: the same calls, validation, queue and pictures, without token or network. Shares
 * only {@code io} with the client.
 */
@NullMarked
package dev.darkroom.simulator;

import org.jspecify.annotations.NullMarked;
