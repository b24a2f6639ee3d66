package dev.darkroom.ledger.shared;

import dev.darkroom.pace.AccountPace;
import dev.darkroom.pace.SlotBatch;
import dev.darkroom.pace.SlotGrant;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The pace of an account, as a row in the database that all who submit with it share: when the next slot is, the time from
 * one to the next, and the pause that the service wants. It is counted by the server's clock. Each call is one statement and a
 * transaction of its own. Thread-safe.
 *
 * <p>A server's clock may be set, or another server's may take its place. Set forward it ends a pause early; set back it
 * makes nobody wait for longer than a pause was asked for, and the next slot is as far ahead as it ever is, at most.
 *
 * <p>All methods throw a {@link org.springframework.dao.DataAccessException} if the database cannot be reached.
 */
public final class SharedPaceTable implements AccountPace {

    private static final String CLOCK = "(extract(epoch from clock_timestamp()) * 1000000000)::bigint";
    private static final Duration MAX_PAUSE = Duration.ofDays(366);

    /**
     * Reads the clock once, and when the row is this transaction's: a time from before would lie behind the slots that others
     * took while this one waited for the row. Where the clock was set back, times are set back with it.
     */
    private static final String HELD = """
            with {before}held as materialized (
              select p.* from account_pace p{joined} where p.service = :service and p.account = :account for update of p
            ), timed as materialized (
              select held.*, {clock} as now_at from held
            ), righted as (
              select service, account, now_at, interval_nanos, next_at,
                least(paused_at, now_at) as paused_at,
                paused_until - greatest(paused_at - now_at, 0) as paused_until,
                greatest(1, least(greatest(:usual, :shortest / interval_nanos), :longest / interval_nanos)) as batch
              from timed
            )""";

    /** What is taken last may be forgotten by a server that fails: who took it then stops, since the ledger is away. */
    private static final String UNFORCED =
            "unforced as materialized (select set_config('synchronous_commit', 'off', true)), ";

    private static final String TAKE = """
            , bounded as (
              select righted.*, least(next_at, now_at + :horizon + greatest(batch * interval_nanos, :longest)) as next_slot
              from righted
            ), started as (
              select bounded.*, greatest(next_slot, now_at, paused_until) as start_at from bounded
            ), granted as (
              select started.*, case when start_at - now_at > :horizon then 0 else least(:most, batch) end as slots
              from started
            )
            update account_pace p
            set next_at = case when slots = 0 then next_slot else start_at + slots * granted.interval_nanos end,
              paused_at = granted.paused_at,
              paused_until = granted.paused_until
            from granted
            where p.service = granted.service and p.account = granted.account
            returning start_at - now_at as wait, slots, granted.interval_nanos,
              greatest(granted.paused_until - now_at, 0) as pause""";

    private static final String PAUSE = """

            update account_pace p
            set paused_at = now_at, paused_until = greatest(righted.paused_until, now_at + :pause)
            from righted
            where p.service = righted.service and p.account = righted.account""";

    private final JdbcClient jdbc;
    private final String service;
    private final String account;
    private final Duration interval;
    private final String take;
    private final String pause;

    /**
     * @param service its identity
     * @param account a text that tells the service's accounts apart, and no secret
     * @param interval from one slot to the next, until somebody sets it
     */
    public SharedPaceTable(DataSource dataSource, String service, String account, Duration interval) {
        this(dataSource, service, account, interval, CLOCK);
    }

    /** @param clock an expression that reads the time, in nanoseconds since 1970 */
    SharedPaceTable(DataSource dataSource, String service, String account, Duration interval, String clock) {
        this.jdbc = JdbcClient.create(dataSource);
        this.service = service;
        this.account = account;
        this.interval = interval;
        this.take = held(UNFORCED, ", unforced", clock) + TAKE;
        this.pause = held("", "", clock) + PAUSE;
    }

    private static String held(String before, String joined, String clock) {
        return HELD.replace("{before}", before).replace("{joined}", joined).replace("{clock}", clock);
    }

    @Override
    public SlotGrant take(int most) {
        return tryTake(most)
                .or(() -> {
                    begin();
                    return tryTake(most);
                })
                .orElseThrow(() -> new IllegalStateException("the pace of the account is gone from the database"));
    }

    private Optional<SlotGrant> tryTake(int most) {
        return statement(take)
                .param("most", most)
                .param("horizon", SlotBatch.HORIZON.toNanos())
                .query((row, number) -> new SlotGrant(
                        Duration.ofNanos(row.getLong("wait")),
                        row.getInt("slots"),
                        Duration.ofNanos(row.getLong("interval_nanos")),
                        Duration.ofNanos(row.getLong("pause"))))
                .optional();
    }

    private JdbcClient.StatementSpec statement(String held) {
        return jdbc.sql(held)
                .param("service", service)
                .param("account", account)
                .param("usual", (long) SlotBatch.USUAL_SIZE)
                .param("shortest", SlotBatch.MIN_LENGTH.toNanos())
                .param("longest", SlotBatch.MAX_LENGTH.toNanos());
    }

    private void begin() {
        jdbc.sql("insert into account_pace (service, account, next_at, interval_nanos, paused_at, paused_until)"
                        + " values (?, ?, 0, ?, 0, 0) on conflict do nothing")
                .params(service, account, interval.toNanos())
                .update();
    }

    @Override
    public void pause(Duration time) {
        long nanos = (time.compareTo(MAX_PAUSE) < 0 ? time : MAX_PAUSE).toNanos();
        if (statement(pause).param("pause", nanos).update() == 0) {
            begin();
            statement(pause).param("pause", nanos).update();
        }
    }

    @Override
    public void setInterval(Duration wanted) {
        if (update(wanted) == 0) {
            begin();
            update(wanted);
        }
    }

    private int update(Duration wanted) {
        return jdbc.sql("update account_pace set interval_nanos = ? where service = ? and account = ?")
                .params(wanted.toNanos(), service, account)
                .update();
    }
}
