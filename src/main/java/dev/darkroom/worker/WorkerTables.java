package dev.darkroom.worker;

import dev.darkroom.ledger.lease.LateAnswerTable;
import dev.darkroom.ledger.lease.RowLeaseTable;
import dev.darkroom.ledger.lease.RunOfferTable;
import dev.darkroom.ledger.lease.WorkerTable;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/** The tables by which a worker hears of runs, and these of it. */
record WorkerTables(RunOfferTable offers, WorkerTable workers, RowLeaseTable leases, LateAnswerTable lateAnswers) {

    static WorkerTables of(DataSource dataSource, JsonMapper json) {
        return new WorkerTables(
                new RunOfferTable(dataSource),
                new WorkerTable(dataSource),
                new RowLeaseTable(dataSource, json),
                new LateAnswerTable(dataSource));
    }
}
