/** Writes plans, models, runs and statuses as text, CSV or JSON. Computes none of them. */
@NullMarked
package dev.darkroom.cli.output;

import org.jspecify.annotations.NullMarked;
