/** Looks at a table and drafts a job for it: which columns are ids, titles and pictures. Runs nothing. */
@NullMarked
package dev.darkroom.setup;

import org.jspecify.annotations.NullMarked;
