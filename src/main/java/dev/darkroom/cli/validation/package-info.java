/** Checks a job with its manifest and addresses, and reports what it finds. Buys nothing. */
@NullMarked
package dev.darkroom.cli.validation;

import org.jspecify.annotations.NullMarked;
