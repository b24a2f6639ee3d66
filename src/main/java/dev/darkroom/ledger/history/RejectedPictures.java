package dev.darkroom.ledger.history;

import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pictures that people rejected, of all runs: as many as somebody has rejected. */
public final class RejectedPictures {

    private final JdbcClient jdbc;

    public RejectedPictures(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Returns their hashes, 64 hex digits each. */
    public Set<String> sha256() {
        return new HashSet<>(
                jdbc.sql("select p.sha256 from review v join picture p on p.row_key = v.row_key where v.rejected")
                        .query(String.class)
                        .list());
    }
}
