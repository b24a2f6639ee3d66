/** Opens the database and brings its layout up to date. No rows are read or written here. */
@NullMarked
package dev.darkroom.ledger.database;

import org.jspecify.annotations.NullMarked;
