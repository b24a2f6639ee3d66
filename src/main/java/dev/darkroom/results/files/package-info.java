/**
 * Writes of a run's results what other programs take: rows as manifests, a test report for CI, and the list of its files
 * with their hashes.
 */
@NullMarked
package dev.darkroom.results.files;

import org.jspecify.annotations.NullMarked;
