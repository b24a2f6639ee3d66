package dev.darkroom.ledger.lease;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The runs that take workers on. An offer lasts as long as its manager renews it, by the database's clock; workers commit
 * nothing without it. Thread-safe.
 */
public final class RunOfferTable {

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    public RunOfferTable(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Offers a run, in place of what an earlier manager had offered. */
    public void open(RunOffer offer) {
        jdbc.sql("insert into run_offer (run, holder, version, started_at, job, leased_until) values (?, ?, ?, ?, ?, "
                        + LeaseTime.LEASED_UNTIL + ")")
                .params(
                        offer.run(),
                        offer.holder(),
                        offer.version(),
                        offer.startedAt().toEpochMilli(),
                        offer.job())
                .update();
    }

    /** Renews the offer of a run. */
    public void renew(int run) {
        jdbc.sql("update run_offer set leased_until = " + LeaseTime.LEASED_UNTIL + " where run = ?")
                .param(run)
                .update();
    }

    /** Tells workers that a run stops. */
    public void stop(int run, WorkerStop stop) {
        jdbc.sql("update run_offer set stop = ? where run = ?")
                .params(stop.name(), run)
                .update();
    }

    /** Withdraws the offer of a run: once this returns, no worker commits anything for it. */
    public void withdraw(int run) {
        jdbc.sql("delete from run_offer where run = ?").param(run).update();
    }

    /** Returns the offers that workers of this version may take up, oldest run first. */
    public List<RunOffer> open(String version) {
        return jdbc.sql(
                        "select o.run, o.holder, o.version, o.started_at, o.job from run_offer o"
                                + " join ledger_holder h on h.number = o.holder"
                                + " where o.version = ? and o.stop is null and o.leased_until > clock_timestamp() order by o.run")
                .param(version)
                .query((row, index) -> new RunOffer(
                        row.getInt("run"),
                        row.getLong("holder"),
                        String.valueOf(row.getString("version")),
                        Instant.ofEpochMilli(row.getLong("started_at")),
                        String.valueOf(row.getString("job"))))
                .list();
    }

    /** Returns the versions of managers whose offers others than these versions could take up. */
    public List<String> otherVersions(String version) {
        return jdbc.sql(
                        "select distinct version from run_offer where version <> ? and leased_until > clock_timestamp()")
                .param(version)
                .query(String.class)
                .list();
    }

    /**
     * Lets no worker commit anything for a run until the connection's transaction ends, and waits for those that do.
     *
     * @param connection without auto-commit
     */
    public static void holdBack(Connection connection, int run) throws SQLException {
        try (PreparedStatement holding =
                connection.prepareStatement("select run from run_offer where run = ? for update")) {
            holding.setInt(1, run);
            holding.execute();
        }
    }

    /** Opens a connection for {@link #holdBack}. */
    public Connection connect() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }
}
