package dev.darkroom.ledger.lease;

import dev.darkroom.ledger.journal.JournalFormat;
import dev.darkroom.ledger.journal.JournalLine;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the service had answered to workers that could not enter it any more, until their run's manager does. Thread-safe.
 */
public final class LateAnswerTable {

    private final JdbcTemplate jdbc;

    public LateAnswerTable(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** Hands in what a worker's journal holds, in one transaction of its own. */
    public void handIn(int run, List<JournalLine> answers) {
        JournalFormat format = new JournalFormat(run);
        StringBuilder lines = new StringBuilder();
        answers.forEach(answer -> lines.append(format.line(answer.event(), answer.at())));
        jdbc.update("insert into late_answer (run, lines) values (?, ?)", run, lines.toString());
    }

    /** Returns those that were handed in for a run, oldest first. */
    public List<LateAnswers> ofRun(int run) {
        return jdbc.query(
                "select number, lines from late_answer where run = ? order by number",
                (row, index) -> new LateAnswers(
                        row.getLong("number"), WorkerReportTable.lines(run, String.valueOf(row.getString("lines")))),
                run);
    }

    /** Returns the runs for which any were handed in that are not entered yet. */
    public Set<Integer> runs() {
        return Set.copyOf(jdbc.queryForList("select distinct run from late_answer", Integer.class));
    }

    /** Forgets those that are entered. */
    public void forget(LateAnswers answers) {
        jdbc.update("delete from late_answer where number = ?", answers.number());
    }

    /**
     * Answers that were handed in together.
     *
     * @param number tells them from others
     */
    public record LateAnswers(long number, List<JournalLine> lines) {

        public LateAnswers {
            lines = List.copyOf(lines);
        }
    }
}
