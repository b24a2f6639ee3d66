package dev.darkroom.ledger.figures;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;

/**
 * A purchase of the workspace.
 *
 * @param row the row it was made for
 * @param attempt its number among the row's, from 1
 */
public record PurchaseKey(RowKey row, int attempt) {

    static PurchaseKey of(LedgerEvent event) {
        return new PurchaseKey(event.row(), event.attempt());
    }
}
