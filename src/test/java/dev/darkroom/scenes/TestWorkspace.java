package dev.darkroom.scenes;

import dev.darkroom.workspace.PostgresAddress;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The workspace of a test: a folder, or with {@code -Ddarkroom.test.engine=postgresql} a folder of a host with the ledger in a
 * schema of {@link PostgresServer}, which is the same each time that the folder is asked for.
 */
public final class TestWorkspace {

    private static final Map<Path, String> SCHEMAS = new ConcurrentHashMap<>();

    private TestWorkspace() {}

    /** Returns the workspace of a folder. */
    public static Workspace in(Path home) {
        Workspace local = new Workspace(home);
        return TestDatabase.isPostgres() ? local.sharedIn(new PostgresAddress(database(local), "")) : local;
    }

    /** Returns the variables by which a process finds it. */
    public static Map<String, String> environment(Path home) {
        Map<String, String> variables = new LinkedHashMap<>(Map.of("DARKROOM_HOME", home.toString()));
        if (TestDatabase.isPostgres()) {
            variables.put("DARKROOM_DB", database(new Workspace(home)));
        }
        return variables;
    }

    /** Takes back the pauses that services have asked for, as docs/workspace.md and docs/many-hosts.md tell a user to. */
    public static void forgetPauses(Path home) throws IOException {
        Workspace local = new Workspace(home);
        if (TestDatabase.isPostgres()) {
            JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(database(local)));
            jdbc.update("update account_pace set paused_until = 0");
            jdbc.update("delete from kept_file where run = '' and name = 'pauses.json'");
            jdbc.update("delete from kept_chunk where run = '' and name = 'pauses.json'");
        } else {
            Files.deleteIfExists(local.pauses());
        }
    }

    private static String database(Workspace local) {
        return SCHEMAS.computeIfAbsent(local.home(), home -> PostgresServer.newSchema());
    }
}
