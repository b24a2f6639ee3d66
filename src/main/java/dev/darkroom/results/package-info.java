/**
 * Holds the step that writes the results manifest, the CSV reports and the summary, all projections of the ledger.
 * Moves no row.
 */
@NullMarked
package dev.darkroom.results;

import org.jspecify.annotations.NullMarked;
