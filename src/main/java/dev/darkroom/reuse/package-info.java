/** Decides before anything is bought which rows need no purchase: duplicates and what was bought before. SQL is not here but in ledger.earlier. */
@NullMarked
package dev.darkroom.reuse;

import org.jspecify.annotations.NullMarked;
