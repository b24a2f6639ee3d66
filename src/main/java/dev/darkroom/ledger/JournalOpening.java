package dev.darkroom.ledger;

import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.journal.JournalFormat;
import dev.darkroom.ledger.journal.JournalPosition;
import dev.darkroom.ledger.journal.JournalRewrite;
import dev.darkroom.ledger.journal.PurchaseJournal;
import dev.darkroom.ledger.shared.LedgerHost;
import java.nio.file.Path;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Opens a run's journal, at the place up to which the ledger holds it. */
final class JournalOpening {

    private final JdbcTemplate writing;
    private final LedgerEngine engine;
    private final JournalPosition position;
    private final JsonMapper json;
    private final int run;

    JournalOpening(JdbcTemplate writing, LedgerEngine engine, JournalPosition position, JsonMapper json, int run) {
        this.writing = writing;
        this.engine = engine;
        this.position = position;
        this.json = json;
        this.run = run;
    }

    /**
     * Opens it; one that has grown long is rewritten first.
     *
     * @param restoring whether damaged lines stop nobody
     * @param reserveBytes the room that is kept free for what must not be lost on a full disk
     */
    PurchaseJournal open(Path file, boolean restoring, int reserveBytes) {
        if (engine.isDurable()) {
            LedgerHost.makeFolder(file);
        }
        Long known = position.read();
        JournalFormat format = new JournalFormat(run);
        PurchaseJournal opened = PurchaseJournal.open(file, format, known, restoring, reserveBytes);
        if (!restoring && !engine.isDurable() && opened.mayBeRewritten()) {
            opened.close();
            long length = new JournalRewrite(writing, json, format, run).run(file, position);
            return PurchaseJournal.open(file, format, length, false, reserveBytes);
        }
        if (known == null || known > opened.known()) {
            position.write(opened.known());
        }
        return opened;
    }
}
