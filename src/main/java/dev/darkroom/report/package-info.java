/**
 * Writes the report page and its sheets from the ledger. The results manifest and the CSV reports are in {@code
 * results}.
 */
@NullMarked
package dev.darkroom.report;

import org.jspecify.annotations.NullMarked;
