/**
 * Holds the steps that decide which rows need no purchase: duplicates, and what other runs bought. Their SQL is in
 * {@code ledger.earlier}.
 */
@NullMarked
package dev.darkroom.reuse;

import org.jspecify.annotations.NullMarked;
