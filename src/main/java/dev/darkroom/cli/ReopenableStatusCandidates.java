package dev.darkroom.cli;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.step.RunScope;
import java.util.Iterator;

/** The keywords of the statuses from which a row can be resumed, as the shell may offer them. */
final class ReopenableStatusCandidates implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return RunScope.REOPENABLE.stream().sorted().map(RowStatus::keyword).iterator();
    }
}
