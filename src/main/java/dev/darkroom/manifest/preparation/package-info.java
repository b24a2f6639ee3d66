/**
 * Prepares a manifest's rows: fills in templates, finds ids and models, and says what is wrong with a row. Sends nothing
 * and knows no ledger.
 */
@NullMarked
package dev.darkroom.manifest.preparation;

import org.jspecify.annotations.NullMarked;
