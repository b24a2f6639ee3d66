/** The input rules of the models, one JSON Schema each, derived from the vendor's pages. */
@NullMarked
package dev.darkroom.models;

import org.jspecify.annotations.NullMarked;
