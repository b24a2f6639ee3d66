/** Finds, locks and vets the folder or database that holds the ledger. Knows nothing of what is in the ledger. */
@NullMarked
package dev.darkroom.workspace;

import org.jspecify.annotations.NullMarked;
