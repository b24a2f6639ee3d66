/**
 * Defines what a person can say of a row's pictures, and by what rule one of several verdicts stands. Reads and writes no
 * tables.
 */
@NullMarked
package dev.darkroom.ledger.verdicts;

import org.jspecify.annotations.NullMarked;
