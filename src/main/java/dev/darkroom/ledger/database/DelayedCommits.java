package dev.darkroom.ledger.database;

import dev.darkroom.io.FailureText;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Has H2 write commits to its file at once, or up to {@link #DELAY} later: pages that many commits change are written once
 * then. Only for as long as all that must not be lost is in the journal before it is committed. Thread-safe.
 */
public final class DelayedCommits {

    /** The longest time that a commit is in memory alone. */
    static final Duration DELAY = Duration.ofMillis(300);

    private static final Logger log = LoggerFactory.getLogger(DelayedCommits.class);

    private final JdbcTemplate jdbc;
    private int users;

    public DelayedCommits(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Has commits of a freshly opened database written at once. */
    static void none(JdbcTemplate jdbc) {
        set(jdbc, Duration.ZERO);
    }

    /** Delays commits until each that began has ended. */
    public synchronized void begin() {
        if (users++ == 0) {
            set(jdbc, DELAY);
        }
    }

    /** Writes what was delayed and ends the delay, if no other needs it; a database that is closed has ended it by itself. */
    public synchronized void end() {
        if (--users > 0) {
            return;
        }
        try {
            none(jdbc);
        } catch (DataAccessException e) {
            log.info("the ledger's commits stay delayed: {}", FailureText.of(e));
        }
    }

    private static void set(JdbcTemplate jdbc, Duration delay) {
        jdbc.execute("set write_delay " + delay.toMillis());
    }
}
