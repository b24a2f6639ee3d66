package dev.darkroom.ledger.lease;

import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/** The tables by which a run and its workers hear of each other. */
public record LeaseTables(
        RunOfferTable offers,
        WorkerTable workers,
        RowLeaseTable leases,
        WorkerReportTable reports,
        LateAnswerTable lateAnswers) {

    public static LeaseTables of(DataSource dataSource, JsonMapper json) {
        return new LeaseTables(
                new RunOfferTable(dataSource),
                new WorkerTable(dataSource),
                new RowLeaseTable(dataSource, json),
                new WorkerReportTable(dataSource),
                new LateAnswerTable(dataSource));
    }
}
