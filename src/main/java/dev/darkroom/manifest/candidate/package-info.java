/** Says what rows are tried with: prompts and models, which make candidates. Knows no rows. */
@NullMarked
package dev.darkroom.manifest.candidate;

import org.jspecify.annotations.NullMarked;
