package dev.darkroom.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.api.Trigger;

/** Moves rows whenever somebody looks at them, as another process would that does not keep to the lock. */
public final class AttemptOnSight implements Trigger {

    /** The statement that lets it. */
    static final String CREATE =
            "create trigger attempt_on_sight before select on row_state call '" + AttemptOnSight.class.getName() + "'";

    @Override
    @SuppressWarnings("NullAway") // rows are those of a trigger for each row, which this is not
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update row_state set attempt = attempt + 1");
        }
    }
}
