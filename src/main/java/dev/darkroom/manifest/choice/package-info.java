/**
 * Chooses rows of a manifest: by a condition on their columns, by number, by id, by chance; and makes several variants of
 * one. Knows no ledger, and nothing of what is done with the rows.
 */
@NullMarked
package dev.darkroom.manifest.choice;

import org.jspecify.annotations.NullMarked;
