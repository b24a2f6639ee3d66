package dev.darkroom.ledger.lease;

import dev.darkroom.ledger.journal.JournalFormat;
import dev.darkroom.ledger.journal.JournalLine;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.LedgerException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What workers have committed, as lines of a journal, until the run's manager has heard of it: so its counts, guards and
 * figures are moved by their rows as by its own.
 */
public final class WorkerReportTable {

    private static final String EVENTS = "events";
    private static final String END = "end";
    private static final String SEPARATOR = "\n";

    private final JdbcTemplate jdbc;

    public WorkerReportTable(DataSource dataSource) {
        this(new JdbcTemplate(dataSource));
    }

    WorkerReportTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Reports events, in the transaction that enters them. */
    void events(int run, long worker, List<LedgerEvent> events, Instant at) {
        JournalFormat format = new JournalFormat(run);
        StringBuilder lines = new StringBuilder();
        events.forEach(event -> lines.append(format.line(event, at)));
        add(run, worker, EVENTS, lines.toString());
    }

    void leave(int run, long worker, WorkerReport.WorkerEnd end) {
        add(run, worker, END, end.reason() + SEPARATOR + end.message());
    }

    private void add(int run, long worker, String kind, String content) {
        jdbc.update(
                "insert into worker_report (run, worker, kind, content) values (?, ?, ?, ?)",
                run,
                worker,
                kind,
                content);
    }

    /**
     * Takes what was reported of a run, in the sequence in which it was committed for each row.
     *
     * @param holder of the ledger that takes it; one that another has followed, and who does not know yet, takes nothing
     */
    public List<WorkerReport> take(int run, long holder) {
        return jdbc.query(
                "with taken as (delete from worker_report where run = ?"
                        + " and exists (select 1 from ledger_holder where ledger_holder.number = ?)"
                        + " returning number, run, worker, kind, content)"
                        + " select * from taken order by number",
                WorkerReportTable::toReport,
                run,
                holder);
    }

    private static WorkerReport toReport(ResultSet row, int index) throws SQLException {
        String content = String.valueOf(row.getString("content"));
        long worker = row.getLong("worker");
        if (END.equals(row.getString("kind"))) {
            int end = content.indexOf(SEPARATOR);
            return new WorkerReport(
                    worker,
                    List.of(),
                    new WorkerReport.WorkerEnd(content.substring(0, end), content.substring(end + 1)));
        }
        return new WorkerReport(
                worker,
                lines(row.getInt("run"), content).stream()
                        .map(JournalLine::event)
                        .toList(),
                null);
    }

    /** Reads lines of a journal that were kept in a table. */
    static List<JournalLine> lines(int run, String lines) {
        JournalFormat format = new JournalFormat(run);
        return lines.lines()
                .map(line -> format.read(line.getBytes(StandardCharsets.UTF_8), 0)
                        .orElseThrow(() -> new LedgerException("what a worker reported cannot be read: " + line)))
                .toList();
    }
}
