package dev.darkroom.ledger.rows;

import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parts of a row that its files are named by.
 *
 * @param number the row's number
 * @param id the row's id
 * @param kept the user's own columns
 * @param byHash whether another row of the run would get the same file names
 */
public record NamedRow(int number, String id, ObjectNode kept, boolean byHash) {

    public NamedRow {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(kept, "kept is null");
    }
}
