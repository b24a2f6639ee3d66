/**
 * Holds the first steps: rows enter the ledger, those an earlier process left are recovered, duplicates and bad rows
 * are marked. Sends nothing.
 */
@NullMarked
package dev.darkroom.stage;

import org.jspecify.annotations.NullMarked;
