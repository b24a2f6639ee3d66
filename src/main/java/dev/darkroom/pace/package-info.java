/**
 * Times calls: rates, pauses, the circuit breaker, schedules of what is due, the monotonic clock. Makes no call
 * itself.
 */
@NullMarked
package dev.darkroom.pace;

import org.jspecify.annotations.NullMarked;
