/** Opens the database and brings its layout up to date. Reads and writes no rows. */
@NullMarked
package dev.darkroom.ledger.database;

import org.jspecify.annotations.NullMarked;
