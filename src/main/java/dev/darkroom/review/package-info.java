/** What people decided about a run's pictures: read, held against the run, and made into files to go on with. */
@NullMarked
package dev.darkroom.review;

import org.jspecify.annotations.NullMarked;
