/**
 * Reads manifests, CSV and JSONL, and prepares their rows: columns, templates, ids, spreadsheet-safe cells. Knows no
 * ledger and no service.
 */
@NullMarked
package dev.darkroom.manifest;

import org.jspecify.annotations.NullMarked;
