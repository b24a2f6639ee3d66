/** What a run would do: looked up as the run looks it up, and told without doing it. */
@NullMarked
package dev.darkroom.plan;

import org.jspecify.annotations.NullMarked;
