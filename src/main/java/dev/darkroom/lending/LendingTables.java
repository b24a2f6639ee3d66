package dev.darkroom.lending;

import dev.darkroom.ledger.lease.LateAnswerTable;
import dev.darkroom.ledger.lease.RowLeaseTable;
import dev.darkroom.ledger.lease.RunOfferTable;
import dev.darkroom.ledger.lease.WorkerReportTable;
import dev.darkroom.ledger.lease.WorkerTable;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/** The tables by which a run and its workers hear of each other. */
record LendingTables(
        RunOfferTable offers,
        WorkerTable workers,
        RowLeaseTable leases,
        WorkerReportTable reports,
        LateAnswerTable lateAnswers) {

    static LendingTables of(DataSource dataSource, JsonMapper json) {
        return new LendingTables(
                new RunOfferTable(dataSource),
                new WorkerTable(dataSource),
                new RowLeaseTable(dataSource, json),
                new WorkerReportTable(dataSource),
                new LateAnswerTable(dataSource));
    }
}
