/** Copies the ledger of one host into a database that several share, and proves that it is the same. Moves no row. */
@NullMarked
package dev.darkroom.ledger.transfer;

import org.jspecify.annotations.NullMarked;
