package dev.darkroom.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.darkroom.SelfSignedCertificate;
import dev.darkroom.ledger.database.LedgerDatabase;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that cannot be connected with: what waiting mends is an outage, what it does not is a setting. */
class DatabaseConnectionIT {

    @TempDir
    Path folder;

    @Test
    void a_missing_file_of_certificates_is_a_setting() throws Exception {
        SelfSignedCertificate certificate = certificate("ip:127.0.0.1");
        try (DoorkeeperServer server = DoorkeeperServer.encrypting(certificate.context())) {
            Path none = folder.resolve("none.crt");

            Throwable failure = opening(server.port(), "&sslmode=verify-full&sslrootcert=" + none);

            assertThat(failure).isInstanceOf(WorkspaceException.class);
            assertThat(failure)
                    .hasMessageContaining("cannot be used: a file for its certificate is missing: " + none)
                    .hasMessageEndingWith("Look at sslmode, sslrootcert, sslcert and sslkey in DARKROOM_DB");
        }
    }

    @Test
    void a_certificate_by_nobody_known_is_a_setting() throws Exception {
        SelfSignedCertificate shown = certificate("ip:127.0.0.1");
        SelfSignedCertificate trusted = SelfSignedCertificate.create(folder.resolve("other.p12"), "ip:127.0.0.1");
        try (DoorkeeperServer server = DoorkeeperServer.encrypting(shown.context())) {
            Throwable failure = opening(server.port(), "&sslmode=verify-ca&sslrootcert=" + root(trusted));

            assertThat(failure).isInstanceOf(WorkspaceException.class);
            assertThat(failure).hasMessageContaining("its certificate is not by a root that is trusted here");
        }
    }

    @Test
    void a_certificate_of_another_host_is_a_setting() throws Exception {
        SelfSignedCertificate certificate = certificate("dns:db.example.com");
        try (DoorkeeperServer server = DoorkeeperServer.encrypting(certificate.context())) {
            Throwable failure = opening(server.port(), "&sslmode=verify-full&sslrootcert=" + root(certificate));

            assertThat(failure).isInstanceOf(WorkspaceException.class);
            assertThat(failure).hasMessageContaining("its certificate is that of another host");
        }
    }

    @Test
    void a_server_that_hangs_up_while_it_encrypts_is_an_outage() throws Exception {
        SelfSignedCertificate certificate = certificate("ip:127.0.0.1");
        try (DoorkeeperServer server = DoorkeeperServer.hangingUp()) {
            Throwable failure = opening(server.port(), "&sslmode=verify-full&sslrootcert=" + root(certificate));

            assertThat(failure).isInstanceOf(DatabaseAwayException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    28P01 | it refuses the password of this user. Look at DARKROOM_DB_PASSWORD
                    3D000 | its server has no database of that name. Make it there, or name another in DARKROOM_DB
                    28000 | FATAL: no entry for this host. Look at DARKROOM_DB_PASSWORD
                    """)
    void what_the_server_refuses_for_good_is_a_setting(String state, String message) throws Exception {
        try (DoorkeeperServer server = DoorkeeperServer.refusing(state, "no entry for this host")) {
            Throwable failure = opening(server.port(), "&sslmode=disable");

            assertThat(failure).isInstanceOf(WorkspaceException.class);
            assertThat(failure).hasMessageContaining("cannot be used: " + message);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    53300 | its server has as many connections as max_connections allows
                    57P03 | its server is starting or shutting down
                    """)
    void what_the_server_refuses_for_now_is_an_outage(String state, String message) throws Exception {
        try (DoorkeeperServer server = DoorkeeperServer.refusing(state, "not now")) {
            Throwable failure = opening(server.port(), "&sslmode=disable");

            assertThat(failure).isInstanceOf(DatabaseAwayException.class);
            assertThat(failure).hasMessageContaining("cannot be reached: " + message);
        }
    }

    @Test
    void a_server_that_says_nothing_is_an_outage() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            Throwable failure = opening(silent.getLocalPort(), "&sslmode=disable&socketTimeout=1");

            assertThat(failure).isInstanceOf(DatabaseAwayException.class);
            assertThat(failure).hasMessageContaining("its host does not answer in time");
        }
    }

    @Test
    void a_host_that_nobody_knows_is_an_outage() {
        Throwable failure = catchThrowable(() ->
                DatabaseLock.open(new PostgresAddress("jdbc:postgresql://db.invalid/night?user=retouch", "hush")));

        assertThat(failure).isInstanceOf(DatabaseAwayException.class);
        assertThat(failure)
                .hasMessageContaining("the name of its host is not known to this machine's name server")
                .hasMessageEndingWith("Its address is that of DARKROOM_DB");
    }

    @Test
    void a_port_at_which_nobody_listens_is_an_outage() {
        Throwable failure = opening(1, "");

        assertThat(failure).isInstanceOf(DatabaseAwayException.class);
        assertThat(failure).hasMessageContaining("its host refuses connections at that port, where no server listens");
    }

    @Test
    void an_address_that_the_driver_cannot_read_is_a_setting_whoever_opens_it() {
        PostgresAddress address = new PostgresAddress("jdbc:postgresql://127.0.0.1:x/night?user=secretive", "hush");

        for (Throwable failure : new Throwable[] {
            catchThrowable(() -> DatabaseLock.open(address)), catchThrowable(() -> LedgerDatabase.openToRead(address))
        }) {
            assertThat(failure).isInstanceOf(WorkspaceException.class);
            assertThat(failure)
                    .hasMessageContaining("its address cannot be read")
                    .hasMessageNotContaining("secretive");
        }
    }

    private static Throwable opening(int port, String settings) {
        return catchThrowable(() -> DatabaseLock.open(
                new PostgresAddress("jdbc:postgresql://127.0.0.1:" + port + "/night?user=retouch" + settings, "hush")));
    }

    private SelfSignedCertificate certificate(String host) throws Exception {
        return SelfSignedCertificate.create(folder.resolve("server.p12"), host);
    }

    /** Writes a certificate down as the driver reads it. */
    private static Path root(SelfSignedCertificate certificate) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(certificate.file())) {
            keys.load(stored, SelfSignedCertificate.PASSWORD.toCharArray());
        }
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(keys.getCertificate("host").getEncoded());
        return Files.writeString(
                certificate.file().resolveSibling(certificate.file().getFileName() + ".crt"),
                "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n");
    }
}
