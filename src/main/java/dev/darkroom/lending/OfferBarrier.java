package dev.darkroom.lending;

import dev.darkroom.ledger.WorkerBarrier;
import dev.darkroom.ledger.lease.RunOfferTable;
import dev.darkroom.ledger.lease.WorkerReportTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/** Holds workers back by the row of the offer, which each of their transactions holds too. */
final class OfferBarrier implements WorkerBarrier {

    private final RunOfferTable offers;
    private final int run;
    private final Consumer<WorkerReportTable> hearing;
    private @Nullable Connection holding;

    /** @param hearing has the ledger hear of what workers have committed, as it finds it there */
    OfferBarrier(RunOfferTable offers, int run, Consumer<WorkerReportTable> hearing) {
        this.offers = offers;
        this.run = run;
        this.hearing = hearing;
    }

    @Override
    public void raise() {
        boolean raised = false;
        try {
            holding = offers.connect();
            RunOfferTable.holdBack(holding, run);
            // Not by a transaction of the caller's, in which nothing may be written.
            hearing.accept(new WorkerReportTable(new SingleConnectionDataSource(holding, true)));
            raised = true;
        } catch (SQLException e) {
            throw new SQLStateSQLExceptionTranslator().translate("holding workers back", null, e);
        } finally {
            if (!raised) {
                end(Connection::rollback);
            }
        }
    }

    @Override
    public void lower() {
        end(Connection::commit);
    }

    private void end(TransactionEnd end) {
        Connection held = holding;
        holding = null;
        if (held == null) {
            return;
        }
        try (held) {
            end.of(held);
            held.setAutoCommit(true);
        } catch (SQLException gone) {
            // The server lets the workers go when it notices; whoever writes next notices too.
        }
    }

    /** Commits or rolls back. */
    private interface TransactionEnd {
        void of(Connection connection) throws SQLException;
    }
}
