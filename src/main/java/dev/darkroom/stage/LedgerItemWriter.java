package dev.darkroom.stage;

import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.rows.StagedRow;
import java.util.List;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Enters a chunk of rows into the ledger, in the chunk's own transaction. */
final class LedgerItemWriter implements ItemWriter<StagedRow> {

    private final RowStaging staging;
    private final int run;

    /** @param run the run's number */
    LedgerItemWriter(RowStaging staging, int run) {
        this.staging = staging;
        this.run = run;
    }

    @Override
    public void write(Chunk<? extends StagedRow> chunk) {
        staging.add(run, List.copyOf(chunk.getItems()));
    }
}
