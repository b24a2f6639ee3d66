package dev.darkroom.ledger;

import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.rows.LedgerException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The pace at which each service was found to keep up, for the next start to begin with. Each call is a transaction of
 * its own. Thread-safe.
 *
 * All methods throw a {@link LedgerException} if the ledger cannot be read or written, on a full disk above all. A run
 * can do without: the caller catches it and continues.
 */
public final class StoredRateTable {

    private static final int DECIMALS = 6;
    private static final BigDecimal MIN = BigDecimal.ONE.movePointLeft(DECIMALS);
    private static final BigDecimal MAX = BigDecimal.valueOf(999_999);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public StoredRateTable(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** The rate stored last for a service; nothing if there never was one, or it was forgotten. */
    public Optional<StoredRate> of(String service) {
        try {
            return jdbc.sql("select per_second, learned_at from learned_rate where service = ?")
                    .param(service)
                    .query((row, index) -> new StoredRate(
                            row.getBigDecimal("per_second"), Instant.ofEpochMilli(row.getLong("learned_at"))))
                    .optional();
        } catch (DataAccessException e) {
            throw new LedgerException("the learned rate cannot be read: " + FailureText.of(e), e);
        }
    }

    /**
     * Keeps a rate, in place of the service's former one.
     *
     * @param perSecond more than 0; kept to six decimals
     */
    public synchronized void keep(String service, BigDecimal perSecond, Instant at) {
        StoredRate learned = new StoredRate(perSecond, at);
        BigDecimal kept = learned.perSecond()
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .max(MIN)
                .min(MAX);
        write(() -> {
            int again = jdbc.sql("update learned_rate set per_second = ?, learned_at = ? where service = ?")
                    .params(kept, at.toEpochMilli(), service)
                    .update();
            if (again == 0) {
                jdbc.sql("insert into learned_rate (per_second, learned_at, service) values (?, ?, ?)")
                        .params(kept, at.toEpochMilli(), service)
                        .update();
            }
        });
    }

    /** Forgets a service's rate; does nothing where there is none. */
    public synchronized void forget(String service) {
        write(() -> jdbc.sql("delete from learned_rate where service = ?")
                .param(service)
                .update());
    }

    private void write(Runnable change) {
        try {
            transaction.executeWithoutResult(status -> change.run());
        } catch (DataAccessException | TransactionException e) {
            throw new LedgerException("the learned rate cannot be kept: " + FailureText.of(e), e);
        }
    }
}
