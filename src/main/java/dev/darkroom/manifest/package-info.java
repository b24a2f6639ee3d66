/** Turns CSV and JSONL into checked rows; templates, dialects, spreadsheet-safe cells. */
@NullMarked
package dev.darkroom.manifest;

import org.jspecify.annotations.NullMarked;
