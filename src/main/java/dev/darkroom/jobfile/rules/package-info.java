/** Holds what the job file says, a record for each of its blocks. Reads no file, and knows nothing of what acts on it. */
@NullMarked
package dev.darkroom.jobfile.rules;

import org.jspecify.annotations.NullMarked;
