package dev.darkroom.reuse;

import dev.darkroom.ledger.rows.EarlierRow;
import java.util.List;
import java.util.Set;

/** Tells of purchases whether their source pictures are others now, as far as the pictures' hosts say so. */
public interface SourceChangeCheck {

    /** Requests nothing: no source has changed. */
    SourceChangeCheck UNASKED = purchases -> Set.of();

    /** Those of the rows whose source picture changed under its address since they were purchased. */
    Set<EarlierRow> among(List<EarlierRow> purchases) throws InterruptedException;
}
