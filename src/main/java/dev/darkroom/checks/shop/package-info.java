/** Measures what shops ask of product pictures: the ground, where the product stands, its colour, its letters. Raises no flag. */
@NullMarked
package dev.darkroom.checks.shop;

import org.jspecify.annotations.NullMarked;
