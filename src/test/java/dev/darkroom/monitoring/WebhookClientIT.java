package dev.darkroom.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

@Timeout(300)
class WebhookClientIT {

    private static final WebhookClient.RetryLimits QUICK =
            new WebhookClient.RetryLimits(3, Duration.ofMinutes(1), Duration.ofMillis(1));
    private static final WebhookClient.RetryLimits SHORT =
            new WebhookClient.RetryLimits(3, Duration.ofSeconds(1), Duration.ofMillis(1));
    private static final String SECRET = "a-secret-in-the-path";

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private volatile String words = "";
    private final CountDownLatch end = new CountDownLatch(1);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    WebhookClientIT() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + headers.getFirst("Content-Type") + " " + headers.getFirst("Darkroom-Event") + " "
                    + headers.getFirst("Authorization") + " " + body);
            if (exchange.getRequestURI().getPath().endsWith("/hang")) {
                awaitEnd();
            }
            int status = answers.isEmpty() ? 200 : answers.remove(0);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            byte[] words = this.words.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, words.length == 0 ? -1 : words.length);
            if (words.length > 0) {
                exchange.getResponseBody().write(words);
            }
            exchange.close();
        });
        server.start();
    }

    @BeforeEach
    void listen() {
        said.start();
        logger().addAppender(said);
    }

    @AfterEach
    void close() {
        logger().detachAppender(said);
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void the_body_is_posted_as_it_is_and_the_occasion_in_a_header() {
        new WebhookClient(url("/x")).post("failure", "{}\n", QUICK);

        assertThat(heard).containsExactly("POST /" + SECRET + "/x application/json failure null {}\n");
    }

    @ParameterizedTest
    @CsvSource({"500, 2", "503, 2", "429, 2", "408, 2", "404, 1", "401, 1", "302, 1", "307, 1", "204, 1"})
    void what_may_pass_is_tried_again(int first, int posts) {
        answers.add(first);

        new WebhookClient(url("/x")).post("success", "{}", QUICK);

        assertThat(heard).hasSize(posts).allMatch(post -> post.startsWith("POST /" + SECRET + "/x "));
    }

    @Test
    void a_server_that_never_answers_is_left_after_the_last_try() {
        new WebhookClient(url("/hang")).post("success", "{}", SHORT);

        assertThat(heard).hasSize(3);
        assertThat(message()).containsExactly(told("success", "no answer in 1 s"));
    }

    @Test
    void where_nobody_listens_host_and_port_alone_are_told() {
        server.stop(0);

        new WebhookClient(url("/x")).post("failure", "{}", QUICK);

        assertThat(message()).containsExactly(told("failure", "no connection"));
        assertThat(said.list).noneMatch(event -> event.toString().contains(SECRET));
    }

    @ParameterizedTest
    @CsvSource({"404, it answered 404", "302, 'it redirects (302), which is not followed'"})
    void what_it_answered_is_told_in_words(int status, String message) {
        answers.add(status);

        new WebhookClient(URI.create(url("/x") + "?key=" + SECRET)).post("failure", "{}", QUICK);

        assertThat(message()).containsExactly(told("failure", message));
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_payload, 'it answered 400: invalid_payload'",
        "400, no_text, 'it answered 400: no_text'",
        "403, action_prohibited, 'it answered 403: action_prohibited'",
        "400, Bad payload received by generic incoming webhook., 'it answered 400: Bad payload received by generic incoming webhook.'",
        "200, Webhook message delivery failed with error: HTTP error 429, 'it answered 200: Webhook message delivery failed with error: HTTP error 429'",
        "404, <html>none</html>, it answered 404"
    })
    void a_server_that_refuses_the_body_is_told_with_its_words(int status, String answer, String message) {
        answers.add(status);
        words = answer;

        assertThat(new WebhookClient(url("/x")).post("failure", "{}", QUICK)).isEqualTo(told("failure", message));
        assertThat(heard).hasSize(1);
    }

    @Test
    void words_that_repeat_the_addresss_secret_are_told_without_it() {
        answers.add(404);
        words = "no hook " + SECRET + " here";

        assertThat(new WebhookClient(url("/x")).post("failure", "{}", QUICK))
                .contains("no hook […] here")
                .doesNotContain(SECRET);
    }

    @Test
    void a_lost_connection_is_told_by_its_cause() {
        assertThat(WebhookFailure.of(new IOException(new SSLHandshakeException("x"))))
                .startsWith("no secure connection");
        assertThat(WebhookFailure.of(new IOException(new SSLHandshakeException("PKIX path building failed"))))
                .startsWith("no secure connection: the certificate of its server is not trusted here. ")
                .endsWith("JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE");
        assertThat(WebhookFailure.of((IOException) new ConnectException().initCause(new UnresolvedAddressException())))
                .isEqualTo("no connection, its name is not known");
        assertThat(WebhookFailure.of(new IOException("header parser received no bytes")))
                .isEqualTo("the connection was lost before it answered");
        assertThat(WebhookFailure.of(Duration.ofSeconds(5))).isEqualTo("no answer in 5 s");
    }

    @Test
    void even_the_usual_patience_ends_within_twenty_seconds() {
        WebhookClient.RetryLimits usual = WebhookClient.RetryLimits.DEFAULT;

        assertThat(usual.timeout()
                        .multipliedBy(usual.failedCalls())
                        .plus(usual.pause().multipliedBy(usual.failedCalls() - 1L)))
                .isLessThan(Duration.ofSeconds(20));
    }

    private String told(String event, String trouble) {
        return "could not tell 127.0.0.1:" + server.getAddress().getPort() + " of the " + event + ": " + trouble
                + ". Check notify.url; the run is not affected";
    }

    private List<String> message() {
        return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + SECRET + path);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(WebhookClient.class);
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
