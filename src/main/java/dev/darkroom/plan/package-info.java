/** Works out what a run would do, by the run's own choice on a copy of the ledger. Changes nothing. */
@NullMarked
package dev.darkroom.plan;

import org.jspecify.annotations.NullMarked;
