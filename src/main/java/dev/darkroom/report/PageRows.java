package dev.darkroom.report;

import dev.darkroom.ledger.RowInput;
import dev.darkroom.ledger.RowOutcome;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts outcomes and inputs of a run together, both in manifest order, one row in memory at a time. */
final class PageRows implements Iterable<PageRow> {

    private final Iterable<RowOutcome> outcomes;
    private final Iterable<RowInput> inputs;

    PageRows(Iterable<RowOutcome> outcomes, Iterable<RowInput> inputs) {
        this.outcomes = outcomes;
        this.inputs = inputs;
    }

    @Override
    public Iterator<PageRow> iterator() {
        return new Joined(outcomes.iterator(), inputs.iterator());
    }

    /** Every outcome comes; one without input has none to show. */
    private static final class Joined implements Iterator<PageRow> {

        private final Iterator<RowOutcome> outcomes;
        private final Iterator<RowInput> inputs;
        private @Nullable RowInput next;

        private Joined(Iterator<RowOutcome> outcomes, Iterator<RowInput> inputs) {
            this.outcomes = outcomes;
            this.inputs = inputs;
        }

        @Override
        public boolean hasNext() {
            return outcomes.hasNext();
        }

        @Override
        public PageRow next() {
            RowOutcome outcome = outcomes.next();
            RowInput input = next;
            while ((input == null || input.number() < outcome.number()) && inputs.hasNext()) {
                input = inputs.next();
            }
            next = input;
            boolean fits = input != null && input.number() == outcome.number();
            return new PageRow(
                    outcome, fits && input != null ? input : new RowInput(outcome.number(), null, List.of()));
        }
    }
}
