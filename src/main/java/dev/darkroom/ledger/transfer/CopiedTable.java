package dev.darkroom.ledger.transfer;

import java.util.List;

/**
 * A table of the ledger that both engines have, and that is copied.
 *
 * @param name its name
 * @param key the column by whose values it is read a page at a time; whole if there is none
 */
record CopiedTable(String name, String key) {

    /**
     * All of them. The positions of journals are not: in the database a commit is the journal, and one that a host keeps
     * besides holds only what the database does not.
     */
    static final List<CopiedTable> ALL = List.of(
            new CopiedTable("run", "number"),
            new CopiedTable("row_input", "row_key"),
            new CopiedTable("row_look_up", "entry"),
            new CopiedTable("row_state", "row_key"),
            new CopiedTable("purchase", "row_key"),
            new CopiedTable("tried", "row_key"),
            new CopiedTable("picture", "row_key"),
            new CopiedTable("review", "row_key"),
            new CopiedTable("verdict", "row_key"),
            new CopiedTable("source", "row_key"),
            new CopiedTable("run_total", "run"),
            new CopiedTable("learned_rate", ""));
}
