package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.RowState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads how long requests were at a service of late. */
public final class StoredDurations {

    private static final int LATELY = 20_000;
    private static final int JUST_NOW = 2_000;
    private static final int ENOUGH = 201;

    private final JdbcClient jdbc;
    private final String service;

    public StoredDurations(DataSource dataSource, String service) {
        this.jdbc = JdbcClient.create(dataSource);
        this.service = service;
    }

    /**
     * The median of the last purchases of a model that succeeded, from submit to end; null if there was none lately.
     */
    public @Nullable Duration of(String model) {
        List<Duration> times = among(LATELY, model);
        return times.isEmpty() ? null : times.stream().sorted().toList().get(times.size() / 2);
    }

    /**
     * The times of those of the newest purchases that are of a model and succeeded, from submit to end, the oldest first.
     */
    public List<Duration> newest(String model) {
        return among(JUST_NOW, model);
    }

    private List<Duration> among(int newest, String model) {
        List<Long> times = jdbc.sql("""
                        select p.finished_at - p.submitted_at ms
                        from (select row_key, submitted_at, finished_at, state from purchase
                              order by row_key desc limit ?) p
                        join row_input i on i.row_key = p.row_key
                        join run r on r.number = p.row_key / 4294967296
                        where p.state = ? and p.submitted_at is not null and p.finished_at is not null
                          and i.model = ? and r.service = ?
                        order by p.row_key desc limit ?""")
                .params(newest, RowState.SUCCEEDED.code(), model, service, ENOUGH)
                .query(Long.class)
                .list();
        List<Duration> durations = new ArrayList<>();
        times.forEach(ms -> durations.add(0, Duration.ofMillis(Math.max(0, ms))));
        return durations;
    }
}
