/** Rows' source pictures: small copies for the report, and whether their hosts say that they have changed. */
@NullMarked
package dev.darkroom.sources;

import org.jspecify.annotations.NullMarked;
