/**
 * Fetches pictures from hosts that are not trusted: addresses, redirects, sizes and times are held to a policy. Knows
 * no rows.
 */
@NullMarked
package dev.darkroom.fetch;

import org.jspecify.annotations.NullMarked;
