package dev.darkroom.ledger.rows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds the rows that journals name by a run's id and its number, in a ledger that may number its runs otherwise. Runs keep
 * their numbers, so that each is asked for once. Used by one thread.
 */
final class OriginRows {

    private final JdbcTemplate jdbc;
    private final Map<String, Integer> numbers = new HashMap<>();

    OriginRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the row's key here; empty if its run is neither known nor surely a deleted one of that number. */
    Optional<RowKey> key(OriginRow origin) {
        if (origin.run() != null) {
            Integer number = numbers.computeIfAbsent(origin.run(), this::number);
            if (number != null) {
                return Optional.of(new RowKey(number, origin.row()));
            }
        }
        Integer others =
                jdbc.queryForObject("select count(*) from run where number = ?", Integer.class, origin.number());
        boolean isDeleted = others != null && others == 0;
        return isDeleted ? Optional.of(new RowKey(origin.number(), origin.row())) : Optional.empty();
    }

    private @Nullable Integer number(String run) {
        List<Integer> found = jdbc.queryForList("select number from run where id = ?", Integer.class, run);
        return found.isEmpty() ? null : found.get(0);
    }
}
