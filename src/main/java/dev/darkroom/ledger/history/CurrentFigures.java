package dev.darkroom.ledger.history;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.figures.FigureSums;
import dev.darkroom.ledger.figures.KeptFigures;
import dev.darkroom.ledger.figures.ReasonCount;
import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.RowState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The figures of a run that goes on: those that {@link RunFigures} queries, from what is kept in memory of them. The
 * ledger is read only when it is told to. Thread-safe.
 */
public final class CurrentFigures {

    private final RunLedger ledger;
    private final KeptFigures kept;
    private final RunFigures stored;
    private final FiguresReader reader;
    private final TransactionTemplate reading;
    private final Map<String, Optional<BigDecimal>> lastPrices = new ConcurrentHashMap<>();

    /** @param dataSource the one that the run's ledger was opened with */
    public CurrentFigures(DataSource dataSource, RunLedger ledger) {
        this.ledger = ledger;
        this.kept = ledger.figures();
        this.stored = new RunFigures(dataSource, ledger.run());
        this.reader = new FiguresReader(dataSource, ledger.run(), stored);
        this.reading = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        // All statements see the ledger as the first one did, whatever is committed meanwhile.
        reading.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
        reading.setReadOnly(true);
        reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Returns whether the figures are the ledger's; else some may be those of when they were read. */
    public boolean isCurrent() {
        return kept.isCurrent();
    }

    /** Returns whether the figures were ever read. */
    public boolean isKnown() {
        return kept.isKnown();
    }

    /**
     * Reads the figures from the ledger, in some seconds if the run is large; commits go on meanwhile.
     *
     * @throws DataAccessException if the ledger cannot be read
     */
    public synchronized void read() {
        try {
            reading.executeWithoutResult(status -> kept.read(reader::begin, reader::read));
        } catch (TransactionException e) {
            throw new DataAccessResourceFailureException("the ledger cannot be read", e);
        }
        lastPrices.clear();
    }

    /** See {@link RunFigures#accounts}. */
    public PurchaseTotals accounts() {
        FigureSums sums = kept.sums();
        return PurchaseTotals.of(sums.purchases(), ledger.count(RowState.UNKNOWN), sums.possibleDuplicates());
    }

    /** See {@link RunFigures#reasons}. */
    public List<ReasonCount> reasons() {
        return kept.sums().reasons();
    }

    /** See {@link RunFigures#estimated}. */
    public @Nullable BigDecimal estimated() {
        return RunFigures.estimated(kept.sums().purchases());
    }

    /** The rows still to be submitted, by model. */
    public List<PendingModel> pendingModels() {
        return kept.sums().pending();
    }

    /** See {@link RunFigures#lastPrice}; the ledger is asked once for a model, until the figures are read again. */
    public @Nullable BigDecimal lastPrice(String model) {
        Optional<BigDecimal> price = lastPrices.get(model);
        if (price == null && ledger.signals().ledgerLost()) {
            return null;
        }
        if (price == null) {
            price = Optional.ofNullable(stored.lastPrice(model));
            lastPrices.put(model, price);
        }
        return price.orElse(null);
    }
}
