/** The step that buys: one POST for each pending row, at the account's pace. */
@NullMarked
package dev.darkroom.submit;

import org.jspecify.annotations.NullMarked;
