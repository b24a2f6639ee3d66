/**
 * Serves a run's page to one person on this host, and takes the decisions made on it. Reads and writes no ledger: what
 * becomes of decisions others say.
 */
@NullMarked
package dev.darkroom.review.server;

import org.jspecify.annotations.NullMarked;
