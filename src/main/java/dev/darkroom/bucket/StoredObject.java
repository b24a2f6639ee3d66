package dev.darkroom.bucket;

import org.jspecify.annotations.Nullable;

/**
 * An object as the bucket tells of it.
 *
 * @param sha256 the hash of its bytes, 64 hex digits; null if the bucket knows none
 */
public record StoredObject(long bytes, @Nullable String sha256) {}
