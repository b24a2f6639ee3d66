/**
 * Reads what people decided about a run's pictures, matches it with the run's rows and writes the redo manifest. Has
 * decisions recorded, and moves no row.
 */
@NullMarked
package dev.darkroom.review;

import org.jspecify.annotations.NullMarked;
