/** What is known of every row: inputs, states, purchases, pictures, durable before anything else happens. */
@NullMarked
package dev.darkroom.ledger;

import org.jspecify.annotations.NullMarked;
