package dev.darkroom.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.scenes.PostgresServer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseLockIT {

    private static final int COMMANDS = 100;

    private String database;

    @BeforeEach
    void schema() {
        database = PostgresServer.newSchema();
    }

    @AfterEach
    void drop() {
        PostgresServer.drop(database);
    }

    /** The server notices the end of a connection some time later, the longer the busier it is. */
    @Test
    void what_one_command_has_given_back_the_next_one_can_take_at_once() throws Exception {
        PostgresAddress address = new PostgresAddress(database, "");
        for (int command = 1; command <= COMMANDS; command++) {
            Optional<DatabaseLock> lock = DatabaseLock.tryAll(address);

            assertThat(lock).as("command " + command).isPresent();
            lock.get().close();
        }
    }
}
