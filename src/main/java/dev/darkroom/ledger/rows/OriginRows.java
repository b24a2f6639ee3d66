package dev.darkroom.ledger.rows;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds the rows that journals name by a run's id and its number, in a ledger that may number its runs otherwise. */
final class OriginRows {

    private final JdbcTemplate jdbc;

    OriginRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the row's key here; empty if its run is neither known nor surely a deleted one of that number. */
    Optional<RowKey> key(OriginRow origin) {
        if (origin.run() != null) {
            List<Integer> found = jdbc.queryForList("select number from run where id = ?", Integer.class, origin.run());
            if (!found.isEmpty()) {
                return Optional.of(new RowKey(found.get(0), origin.row()));
            }
        }
        Integer others =
                jdbc.queryForObject("select count(*) from run where number = ?", Integer.class, origin.number());
        boolean isDeleted = others != null && others == 0;
        return isDeleted ? Optional.of(new RowKey(origin.number(), origin.row())) : Optional.empty();
    }
}
