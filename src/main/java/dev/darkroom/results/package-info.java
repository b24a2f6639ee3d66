/** The last step: the results manifest, the reports and the summary, all projections of the ledger. */
@NullMarked
package dev.darkroom.results;

import org.jspecify.annotations.NullMarked;
