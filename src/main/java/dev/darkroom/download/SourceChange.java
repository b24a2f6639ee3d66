package dev.darkroom.download;

import dev.darkroom.ledger.EqualRow;
import java.util.List;
import java.util.Set;

/** Tells of purchases whether their source pictures are others now, as far as the pictures' hosts say so. */
public interface SourceChange {

    /** Nobody is asked: no source has changed. */
    SourceChange UNASKED = purchases -> Set.of();

    /** Those of the rows whose source picture changed under its address since they were bought. */
    Set<EqualRow> among(List<EqualRow> purchases) throws InterruptedException;
}
