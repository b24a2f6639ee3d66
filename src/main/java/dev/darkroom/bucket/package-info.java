/**
 * Keeps files in S3 buckets: their addresses, the calls, and what a refusal means. Knows no rows and no runs, and loads
 * the SDK only once a bucket is called.
 */
@NullMarked
package dev.darkroom.bucket;

import org.jspecify.annotations.NullMarked;
