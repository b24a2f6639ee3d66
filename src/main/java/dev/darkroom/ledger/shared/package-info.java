/** Keeps in a database that several hosts share what a workspace on one host keeps in files. Moves no row. */
@NullMarked
package dev.darkroom.ledger.shared;

import org.jspecify.annotations.NullMarked;
