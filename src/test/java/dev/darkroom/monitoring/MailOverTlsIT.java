package dev.darkroom.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ProgramProcess;
import dev.darkroom.SelfSignedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sends a run's mails through real handshakes, in a JVM of its own, since trust is a JVM's. */
@Timeout(120)
class MailOverTlsIT {

    @TempDir
    private Path folder;

    @Test
    void a_trusted_server_gets_the_mail_by_both_ways_and_others_are_told_with_the_remedy() throws Exception {
        SelfSignedCertificate trusted = SelfSignedCertificate.create(folder.resolve("trusted.p12"), "dns:localhost");
        SelfSignedCertificate stranger =
                SelfSignedCertificate.create(folder.resolve("stranger.p12"), "dns:localhost", "ip:127.0.0.1");
        try (MailServer smtps = new MailServer(trusted.context(), false);
                MailServer starttls = new MailServer(trusted.context(), true);
                MailServer untrusted = new MailServer(stranger.context(), true);
                MailServer othersName = new MailServer(trusted.context(), false)) {
            write(
                    mail("localhost", smtps, "tls"),
                    mail("localhost", starttls, "starttls"),
                    mail("localhost", untrusted, "starttls"),
                    mail("127.0.0.1", othersName, "tls"));

            ProgramProcess run = ProgramProcess.run(
                    folder,
                    Map.of("DARKROOM_SMTP_PASSWORD", "s3cret"),
                    trusted.trustingOptions(),
                    "run",
                    "job.yaml",
                    "--yes");

            assertThat(run.code()).as(run.output()).isZero();
            for (MailServer server : List.of(smtps, starttls)) {
                assertThat(server.mails())
                        .singleElement()
                        .asString()
                        .contains("Darkroom-Event: success", "To: ann@example.com", "exit 0");
                assertThat(server.commands()).anyMatch(command -> command.startsWith("AUTH PLAIN "));
            }
            assertThat(starttls.commands()).startsWith(starttls.commands().get(0), "STARTTLS");
            assertThat(run.output())
                    .contains(
                            "could not mail the success by localhost:" + untrusted.port()
                                    + ": no secure connection: the certificate of the mail server is not trusted here. If a"
                                    + " proxy or your company signs it, put its certificate into a Java trust store and"
                                    + " name that by JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE. Check"
                                    + " notify.smtp; the run is not affected",
                            "could not mail the success by 127.0.0.1:" + othersName.port()
                                    + ": no secure connection: the certificate of the mail server is that of another host")
                    .doesNotContain("s3cret", "by localhost:" + smtps.port(), "by localhost:" + starttls.port());
            for (MailServer server : List.of(untrusted, othersName)) {
                assertThat(server.mails()).isEmpty();
                assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
            }
        }
    }

    private static String mail(String host, MailServer server, String tls) {
        return "  - { on: [success], smtp: { host: " + host + ", port: " + server.port() + ", tls: " + tls
                + ", user: night, from: night@example.com, to: ann@example.com } }";
    }

    private void write(String... mails) throws Exception {
        Files.writeString(folder.resolve("job.yaml"), """
                manifest: rows.csv
                model: blackforestlabs/flux-2/flash/edit
                api: simulator
                simulator: { service-time: 10ms }
                report: { sources: none }
                output: out
                notify:
                """ + String.join("\n", mails) + "\n");
        Files.writeString(
                folder.resolve("rows.csv"), "id,prompt,image_urls\na,make it red,https://shop.example.com/1.jpg\n");
    }
}
