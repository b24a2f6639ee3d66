package dev.darkroom.ledger.rows;

import java.util.List;

/**
 * A row whose outputs are to be downloaded.
 *
 * @param key which one
 * @param attempt its purchase
 * @param id the row's id
 * @param requestId the service's name for it
 * @param outputUrls where its outputs are
 * @param name what its files are called by
 * @param model the model it was sent to
 * @param input what was sent, as JSON
 */
public record CompletedRow(
        RowKey key,
        int attempt,
        String id,
        String requestId,
        List<String> outputUrls,
        NamedRow name,
        String model,
        String input) {

    public CompletedRow {
        outputUrls = List.copyOf(outputUrls);
    }
}
