package dev.darkroom.ledger.runs;

import dev.darkroom.ledger.rows.RowReason;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The runs of a workspace. */
public final class RunStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public RunStore(DataSource dataSource, JsonMapper json) {
        this.jdbc = JdbcClient.create(dataSource);
        this.json = json;
    }

    /** Enters a new run; the number in {@code run} is ignored. */
    public RunRecord add(RunRecord run) {
        return insert(run, null);
    }

    /** Enters a run under a number that is behind all others; what is added later comes behind it. */
    public RunRecord restore(RunRecord run, int number) {
        RunRecord restored = insert(run, number);
        jdbc.sql("alter table run alter column number restart with " + (number + 1))
                .update();
        return restored;
    }

    private RunRecord insert(RunRecord run, @Nullable Integer number) {
        String column = number == null ? "" : "number, ";
        String value = number == null ? "" : number + ", ";
        jdbc.sql("insert into run (" + column + """
                        id, job, service, manifest, manifest_sha256, first_rows, output, sent, delimiter, kept_columns,
                          price, state, stop_reason, exit_code, created_at, ended_at) values (""" + value + """
                        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        run.id(),
                        run.job(),
                        run.service(),
                        run.manifest(),
                        run.manifestSha256(),
                        new SqlParameterValue(Types.BIGINT, run.first()),
                        run.output().toString(),
                        run.sent(),
                        String.valueOf(run.delimiter()),
                        json.writeValueAsString(run.keptColumns()),
                        new SqlParameterValue(Types.NUMERIC, run.price()),
                        run.state().name(),
                        new SqlParameterValue(Types.VARCHAR, run.stopReason()),
                        new SqlParameterValue(Types.INTEGER, run.exitCode()),
                        run.createdAt().toEpochMilli(),
                        new SqlParameterValue(
                                Types.BIGINT,
                                run.endedAt() == null ? null : run.endedAt().toEpochMilli()))
                .update();
        return find(run.id()).orElseThrow();
    }

    public Optional<RunRecord> find(String id) {
        return jdbc.sql("select * from run where id = ?")
                .param(id)
                .query(this::toRun)
                .optional();
    }

    /** Finds a run by the number under which the ledger knows it. */
    public Optional<RunRecord> find(int number) {
        return jdbc.sql("select * from run where number = ?")
                .param(number)
                .query(this::toRun)
                .optional();
    }

    /** The ids of all runs. */
    public Set<String> ids() {
        return jdbc.sql("select id from run").query(String.class).set();
    }

    /** All runs, the newest first. */
    public List<RunRecord> newestFirst() {
        return jdbc.sql("select * from run order by number desc")
                .query(this::toRun)
                .list();
    }

    /** The newest run. */
    public Optional<RunRecord> newest() {
        return jdbc.sql("select * from run order by number desc limit 1")
                .query(this::toRun)
                .optional();
    }

    /** The runs of this job, service, manifest by content, and number of its first rows, the newest first. */
    public List<RunRecord> newestFirst(String job, String service, String manifestSha256, @Nullable Long first) {
        return jdbc.sql("select * from run where job = ? and service = ? and manifest_sha256 = ?"
                        + " and coalesce(first_rows, -1) = ? order by number desc")
                .params(job, service, manifestSha256, first == null ? -1 : first)
                .query(this::toRun)
                .list();
    }

    /** The run that writes into this directory. */
    public Optional<RunRecord> ownerOf(Path output) {
        return jdbc.sql("select * from run where output = ? order by number desc limit 1")
                .param(output.toString())
                .query(this::toRun)
                .optional();
    }

    public void running(int number) {
        jdbc.sql("update run set state = 'RUNNING', stop_reason = null, ended_at = null where number = ?")
                .param(number)
                .update();
    }

    /** Records that a run that had ended has rows to work on again. */
    public void reopened(int number, String why) {
        jdbc.sql("update run set state = 'STOPPED', stop_reason = ? where number = ?")
                .params(why, number)
                .update();
    }

    public void price(int number, @Nullable BigDecimal price) {
        jdbc.sql("update run set price = ? where number = ?")
                .params(new SqlParameterValue(Types.NUMERIC, price), number)
                .update();
    }

    public void ended(int number, RunRecord.RunState state, @Nullable String stopReason, int exitCode, Instant at) {
        jdbc.sql("update run set state = ?, stop_reason = ?, exit_code = ?, ended_at = ? where number = ?")
                .params(
                        state.name(),
                        new SqlParameterValue(Types.VARCHAR, stopReason == null ? null : RowReason.cut(stopReason)),
                        exitCode,
                        at.toEpochMilli(),
                        number)
                .update();
    }

    private RunRecord toRun(ResultSet row, int index) throws SQLException {
        long first = row.getLong("first_rows");
        boolean all = row.wasNull();
        int exitCode = row.getInt("exit_code");
        boolean noExit = row.wasNull();
        long ended = row.getLong("ended_at");
        boolean running = row.wasNull();
        return new RunRecord(
                row.getInt("number"),
                row.getString("id"),
                row.getString("job"),
                row.getString("service"),
                row.getString("manifest"),
                row.getString("manifest_sha256"),
                all ? null : first,
                Path.of(row.getString("output")),
                row.getString("sent"),
                row.getString("delimiter").charAt(0),
                List.of(json.readValue(row.getString("kept_columns"), String[].class)),
                row.getBigDecimal("price"),
                RunRecord.RunState.valueOf(row.getString("state")),
                row.getString("stop_reason"),
                noExit ? null : exitCode,
                Instant.ofEpochMilli(row.getLong("created_at")),
                running ? null : Instant.ofEpochMilli(ended));
    }
}
