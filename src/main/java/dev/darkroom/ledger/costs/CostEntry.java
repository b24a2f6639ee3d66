package dev.darkroom.ledger.costs;

import dev.darkroom.ledger.runs.RunRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells rows or purchases of a run apart from others, as far as costs are told by it.
 *
 * @param run whose they are
 * @param model null of rows that name none that is known
 * @param at the quarter of an hour in which they were submitted; of rows that bought nothing, the run's beginning
 * @param kept the rows' own columns, null where none is asked for
 */
record CostEntry(
        RunRecord run,
        @Nullable String model,
        Instant at,
        @Nullable JsonNode kept) {}
