/**
 * Holds the step that buys: one POST for each pending row, at the account's rate, as far as every guard lets it. No
 * other room spends money.
 */
@NullMarked
package dev.darkroom.submit;

import org.jspecify.annotations.NullMarked;
