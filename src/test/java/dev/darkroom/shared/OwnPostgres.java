package dev.darkroom.shared;

import dev.darkroom.scenes.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server of a test's own, which it stops as a crash would and starts again. */
final class OwnPostgres implements AutoCloseable {

    private final Path data;
    private EmbeddedPostgres server;
    private int port;

    /** Starts one; skips the test where there is none, and fails it in CI. */
    OwnPostgres(Path data) throws IOException {
        this.data = data;
        PostgresServer.require();
        this.server = builder().start();
    }

    /** Its commits are on disk only if whoever commits wants it: that is how servers are set here and there. */
    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "off");
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** Stops it at once: its processes end in the middle of what they do, as with {@code pg_ctl stop -m immediate}. */
    void stopImmediately() throws IOException, InterruptedException {
        long process = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle postmaster = ProcessHandle.of(process).orElseThrow();
        new ProcessBuilder("kill", "-QUIT", Long.toString(process)).start().waitFor();
        postmaster.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        port = server.getPort();
        server.close();
    }

    /** Starts it again where it was. */
    void start() throws IOException {
        server = builder().setPort(port).start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
