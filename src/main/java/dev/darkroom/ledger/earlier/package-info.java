/**
 * Finds the duplicates within a run, and what other runs bought for the same input. Whether that is taken is decided
 * in {@code reuse}.
 */
@NullMarked
package dev.darkroom.ledger.earlier;

import org.jspecify.annotations.NullMarked;
