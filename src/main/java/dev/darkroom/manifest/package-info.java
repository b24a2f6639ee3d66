/** CSV and JSONL in, checked rows out; templates, dialects, spreadsheet-safe cells. */
@NullMarked
package dev.darkroom.manifest;

import org.jspecify.annotations.NullMarked;
