/** The first steps: manifest rows enter the ledger, equal and invalid ones are told apart. */
@NullMarked
package dev.darkroom.stage;

import org.jspecify.annotations.NullMarked;
