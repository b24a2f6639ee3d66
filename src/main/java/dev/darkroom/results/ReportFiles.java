package dev.darkroom.results;

import dev.darkroom.io.AtomicFiles;
import dev.darkroom.ledger.history.FailedCall;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.manifest.CsvDialect;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code report/*.csv}: the figures of a run, for spreadsheets. */
final class ReportFiles {

    private static final String FOLDER = "report";
    private static final double MEDIAN = 0.5;
    private static final double P95 = 0.95;

    private final AtomicFiles files;
    private final Path folder;
    private final CsvDialect dialect;

    ReportFiles(AtomicFiles files, Path output, CsvDialect dialect) {
        this.files = files;
        this.folder = output.resolve(FOLDER);
        this.dialect = dialect;
    }

    void write(RunStatistics figures, RunFacts facts, ResultColumns columns) throws IOException {
        writeTotals(figures, facts);
        writeByStatus(figures);
        writeByError(figures, facts);
        writeByFlag(figures);
        writeBreakdown("by-model.csv", figures.models());
        ReportNames names = new ReportNames();
        for (Map.Entry<String, ColumnBreakdown> column : figures.columns().entrySet()) {
            String name = columns.kept().getOrDefault(column.getKey(), column.getKey());
            writeBreakdown(names.by(name), column.getValue());
        }
    }

    /** Writes the failed calls of each row, whatever became of it. */
    void writeAttempts(Iterable<FailedCall> failedCalls) throws IOException {
        CsvFile csv = begin("attempts.csv", List.of("id", "line", "attempt", "at", "call", "code", "words"));
        for (FailedCall failedCall : failedCalls) {
            csv.text(failedCall.id())
                    .number(failedCall.line())
                    .number((long) failedCall.attempt())
                    .time(failedCall.at())
                    .text(failedCall.call().keyword())
                    .text(failedCall.reason().code())
                    .text(failedCall.reason().message())
                    .endLine();
        }
    }

    private void writeTotals(RunStatistics figures, RunFacts facts) throws IOException {
        CsvFile csv = begin("totals.csv", List.of("name", "value"));
        csv.text("rows").number(figures.rows()).endLine();
        for (RowStatus status : RowStatus.values()) {
            csv.text(status.keyword()).number(figures.rows(status)).endLine();
        }
        csv.text("requests_submitted").number(facts.requests().submitted()).endLine();
        csv.text("attempts").number(figures.attempts()).endLine();
        csv.text("possible_duplicates")
                .number(facts.requests().possibleDuplicates())
                .endLine();
        csv.text("unknown_requests").number(facts.cost().unknownRequests()).endLine();
        csv.text("spent_usd").decimal(facts.cost().spentUsd()).endLine();
        csv.text("estimated_usd").decimal(facts.cost().estimatedUsd()).endLine();
        csv.text("pictures").number(figures.pictures()).endLine();
        csv.text("bytes").number(figures.bytes()).endLine();
        csv.text("flagged").number(figures.flags().flagged()).endLine();
        csv.text("median_s")
                .decimal(figures.all().durations().percentile(MEDIAN))
                .endLine();
        csv.text("p95_s").decimal(figures.all().durations().percentile(P95)).endLine();
        Instant ended = facts.endedAt();
        csv.text("started_at").time(facts.startedAt()).endLine();
        csv.text("ended_at").time(ended).endLine();
        csv.text("duration_s")
                .decimal(ended == null ? null : seconds(atLeastZero(Duration.between(facts.startedAt(), ended))))
                .endLine();
        csv.text("review_approved").number(facts.reviews().approved()).endLine();
        csv.text("review_rejected").number(facts.reviews().rejected()).endLine();
        csv.text("redone").number(figures.redone()).endLine();
    }

    /** Returns zero for a negative duration: its ends are stamps, and the clock may have been set back between them. */
    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3);
    }

    private void writeByStatus(RunStatistics figures) throws IOException {
        CsvFile csv = begin("by-status.csv", List.of("status", "rows", "share"));
        for (RowStatus status : RowStatus.values()) {
            csv.text(status.keyword())
                    .number(figures.rows(status))
                    .decimal(ResultTexts.share(figures.rows(status), figures.rows()))
                    .endLine();
        }
    }

    private void writeByError(RunStatistics figures, RunFacts facts) throws IOException {
        CsvFile csv = begin("by-error.csv", List.of("code", "rows", "share", "retryable", "example_id", "what_to_do"));
        for (ErrorLine error : facts.advised(figures.errors())) {
            csv.text(error.code())
                    .number(error.rows())
                    .decimal(ResultTexts.share(error.rows(), figures.rows()))
                    .text(Boolean.toString(error.advice().retryable()))
                    .text(error.exampleId())
                    .text(error.advice().whatToDo())
                    .endLine();
        }
    }

    private void writeByFlag(RunStatistics figures) throws IOException {
        CsvFile csv = begin("by-flag.csv", List.of("flag", "rows", "share", "example_id"));
        for (FlagCounts.FlagLine line : figures.flags().lines()) {
            csv.text(line.flag())
                    .number(line.rows())
                    .decimal(ResultTexts.share(line.rows(), figures.rows()))
                    .text(line.example())
                    .endLine();
        }
    }

    private void writeBreakdown(String name, ColumnBreakdown breakdown) throws IOException {
        CsvFile csv = begin(name, List.of("value", "rows", "ok_share", "cost_usd", "median_s", "p95_s"));
        for (ColumnBreakdown.BreakdownLine line : breakdown.lines()) {
            GroupStatistics tally = line.tally();
            csv.text(line.value())
                    .number(tally.rows())
                    .decimal(tally.okShare())
                    .decimal(tally.cost())
                    .decimal(tally.durations().percentile(MEDIAN))
                    .decimal(tally.durations().percentile(P95))
                    .endLine();
        }
    }

    private CsvFile begin(String name, List<String> header) throws IOException {
        CsvFile csv = new CsvFile(files.begin(folder.resolve(name)), dialect);
        csv.header(header);
        return csv;
    }
}
