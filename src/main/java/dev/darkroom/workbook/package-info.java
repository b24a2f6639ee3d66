/**
 * Reads and writes XLSX workbooks, a row in memory at a time: cells as their format shows them. Knows no manifest and no
 * results.
 */
@NullMarked
package dev.darkroom.workbook;

import org.jspecify.annotations.NullMarked;
