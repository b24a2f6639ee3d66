package dev.darkroom.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.jobfile.rules.NotifyRules.MailRules;
import dev.darkroom.jobfile.rules.NotifyRules.MailTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class MailClientIT {

    private static final WebhookClient.RetryLimits LIMITS =
            new WebhookClient.RetryLimits(2, Duration.ofSeconds(20), Duration.ofMillis(1));
    private static final Map<String, String> PASSWORD = Map.of(MailPassword.VARIABLE, "s3cret");

    @Test
    void a_mail_has_subject_text_and_receivers() {
        try (MailServer server = new MailServer(Map.of())) {
            assertThat(send(server.port(), MailTls.NONE, null, Map.of())).isNull();
            assertThat(server.commands())
                    .contains(
                            "MAIL FROM:<night@example.com>", "RCPT TO:<ann@example.com>", "RCPT TO:<ben@example.com>");
            assertThat(server.mails())
                    .singleElement()
                    .asString()
                    .contains("Subject: the subject", "Darkroom-Event: failure", "0.60 USD spent")
                    .contains("To: ann@example.com, ben@example.com");
        }
    }

    @Test
    void the_password_is_the_environments() {
        try (MailServer server = new MailServer(Map.of())) {
            assertThat(send(server.port(), MailTls.NONE, "night", PASSWORD)).isNull();
            String login = Base64.getEncoder().encodeToString("night\0night\0s3cret".getBytes(StandardCharsets.UTF_8));
            assertThat(server.commands()).contains("AUTH PLAIN " + login);
        }
    }

    @Test
    void the_password_may_be_in_a_file(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "\uFEFFs3cret\n");
        assertThat(new MailPassword(Map.of(MailPassword.FILE_VARIABLE, file.toString())::get).read())
                .isEqualTo("s3cret");
    }

    @Test
    void a_missing_password_is_told_and_nothing_is_sent() {
        try (MailServer server = new MailServer(Map.of())) {
            assertThat(send(server.port(), MailTls.NONE, "night", Map.of()))
                    .contains(
                            "no password. Set DARKROOM_SMTP_PASSWORD, or DARKROOM_SMTP_PASSWORD_FILE to a file of it");
            assertThat(server.commands()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RCPT | 550 5.1.1 no such user | the server refuses ann@example.com: 550 5.1.1 no such user | 1",
                "RCPT | 451 4.7.1 greylisted | the server refuses ann@example.com: 451 4.7.1 greylisted | 2",
                "MAIL | 553 5.7.1 not yours | the server refuses the sender: 553 5.7.1 not yours | 1",
                "AUTH | 535 5.7.8 bad credentials | the server refuses the user or the password: 535 5.7.8 bad credentials | 1",
                ". | 554 5.7.1 looks like spam | the server refuses the mail: 554 5.7.1 looks like spam | 1"
            })
    void a_server_that_refuses_is_told_with_its_words(String at, String answer, String message, int attempts) {
        try (MailServer server = new MailServer(Map.of(at, answer))) {
            String told = send(server.port(), MailTls.NONE, "night", PASSWORD);
            assertThat(told)
                    .isEqualTo("could not mail the failure by 127.0.0.1:" + server.port() + ": " + message
                            + ". Check notify.smtp; the run is not affected")
                    .doesNotContain("s3cret");
            assertThat(server.commands().stream().filter(command -> command.startsWith("EHLO")))
                    .hasSize(attempts);
        }
    }

    @Test
    void a_server_without_starttls_is_sent_nothing() {
        try (MailServer server = new MailServer(Map.of())) {
            assertThat(send(server.port(), MailTls.STARTTLS, "night", PASSWORD)).contains("offers no STARTTLS");
            assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
        }
    }

    @Test
    void a_server_that_speaks_no_tls_is_told() {
        try (MailServer server = new MailServer(Map.of())) {
            assertThat(send(server.port(), MailTls.TLS, null, Map.of()))
                    .contains("no secure connection: it speaks no TLS at this port: set notify.smtp.tls to starttls");
        }
    }

    @Test
    void where_nobody_listens_there_is_no_connection() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThat(send(port, MailTls.NONE, null, Map.of())).contains("no connection. Check notify.smtp");
    }

    @Test
    void a_server_that_says_nothing_is_given_up() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            MailClient client = client(silent.getLocalPort(), MailTls.NONE, null, Map.of());
            WebhookClient.RetryLimits quick =
                    new WebhookClient.RetryLimits(1, Duration.ofMillis(300), Duration.ofMillis(1));
            assertThat(client.send("failure", "s", "t", quick)).contains("no answer in 300 ms");
        }
    }

    private static @Nullable String send(
            int port, MailTls tls, @Nullable String user, Map<String, String> environment) {
        return client(port, tls, user, environment).send("failure", "the subject", "0.60 USD spent\n", LIMITS);
    }

    private static MailClient client(int port, MailTls tls, @Nullable String user, Map<String, String> environment) {
        MailRules rules = new MailRules(
                "127.0.0.1", port, tls, user, "night@example.com", List.of("ann@example.com", "ben@example.com"));
        return new MailClient(rules, new MailPassword(environment::get));
    }
}
