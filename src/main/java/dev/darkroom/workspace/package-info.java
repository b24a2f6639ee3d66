/** Opens and locks the folder that holds the ledger, and checks whose it is. Knows nothing of what is in the ledger. */
@NullMarked
package dev.darkroom.workspace;

import org.jspecify.annotations.NullMarked;
