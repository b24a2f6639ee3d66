package dev.darkroom.report;

import dev.darkroom.ledger.history.DisplayedInput;
import dev.darkroom.ledger.history.RowOutcome;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts outcomes and inputs of a run together, both in manifest order, one row in memory at a time. */
final class PageRows implements Iterable<PageRow> {

    private final Iterable<RowOutcome> outcomes;
    private final Iterable<DisplayedInput> inputs;

    PageRows(Iterable<RowOutcome> outcomes, Iterable<DisplayedInput> inputs) {
        this.outcomes = outcomes;
        this.inputs = inputs;
    }

    @Override
    public Iterator<PageRow> iterator() {
        return new JoinedRows(outcomes.iterator(), inputs.iterator());
    }

    /** Joins outcomes with inputs. Every outcome comes; one without input has none to show. */
    private static final class JoinedRows implements Iterator<PageRow> {

        private final Iterator<RowOutcome> outcomes;
        private final Iterator<DisplayedInput> inputs;
        private @Nullable DisplayedInput next;

        private JoinedRows(Iterator<RowOutcome> outcomes, Iterator<DisplayedInput> inputs) {
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
            DisplayedInput input = next;
            while ((input == null || input.number() < outcome.number()) && inputs.hasNext()) {
                input = inputs.next();
            }
            next = input;
            boolean fits = input != null && input.number() == outcome.number();
            return new PageRow(
                    outcome, fits && input != null ? input : new DisplayedInput(outcome.number(), null, List.of()));
        }
    }
}
