/**
 * Looks at source pictures before anything is bought: a bounded part of each, what it is, and what speaks against it. Knows
 * no runs and no ledger.
 */
@NullMarked
package dev.darkroom.sourcelook;

import org.jspecify.annotations.NullMarked;
