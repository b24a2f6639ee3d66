/**
 * Reads manifests, whatever format they have, a row in memory at a time; writes names and cells that are safe. Knows no
 * ledger and no service.
 */
@NullMarked
package dev.darkroom.manifest;

import org.jspecify.annotations.NullMarked;
