package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.time.SettableClock;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@Timeout(300)
class HttpImageServiceIT {

    private static final String SECRET = "secret-token";
    private static final String MODEL = "blackforestlabs/flux-2/flash/edit";
    private static final String ACCEPTED = "{\"request_id\":\"r-1\",\"status_url\":\"http://127.0.0.2:1/steal\"}";
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void a_submit_carries_the_token_and_the_input_unchanged_to_the_models_path() throws Exception {
        String input = "{\"prompt\":\"Straße \uD83D\uDC5F / \\\"x\\\"\",\"seed\":1}";
        try (RawServer server = RawServer.start(RawServer.answering(200, "", ACCEPTED))) {
            SubmitResponse response = service(server.base(), LONG).submit(MODEL, input);

            assertThat(response).isEqualTo(new SubmitResponse.RequestAccepted("r-1"));
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST /v1/models/" + MODEL + " HTTP/1.1\r\n")
                    .contains("\r\nAuthorization: Bearer " + SECRET + "\r\n")
                    .contains("\r\nContent-Type: application/json\r\n")
                    .contains("\r\nAccept: application/json\r\n")
                    .endsWith("\r\n\r\n" + input);
        }
    }

    @Test
    void questions_go_to_the_base_and_the_id_alone() throws Exception {
        try (RawServer server = RawServer.start(RawServer.answering(200, "", ACCEPTED))) {
            HttpImageService service = service(URI.create(server.base() + "//"), LONG);
            service.submit(MODEL, "{}");
            service.status("r-1");
            service.result("r-1");
            service.cancel("r-1");
            service.model(MODEL);
            service.balance();

            assertThat(server.requests())
                    .allSatisfy(request -> assertThat(request).contains("Bearer " + SECRET));
            assertThat(server.requests().stream()
                            .map(request -> request.lines().findFirst().orElse("")))
                    .containsExactly(
                            "POST /v1/models/" + MODEL + " HTTP/1.1",
                            "GET /v1/requests/r-1/status HTTP/1.1",
                            "GET /v1/requests/r-1/result?include_cost=true HTTP/1.1",
                            "POST /v1/requests/r-1/cancel HTTP/1.1",
                            "GET /v1/models/" + MODEL + " HTTP/1.1",
                            "GET /prod/v2/balance HTTP/1.1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "a?b", "a#b", "a b", "é", "a%2fb", "a\nb"})
    void no_other_text_becomes_part_of_a_url(String id) throws Exception {
        try (RawServer server = RawServer.start(RawServer.answering(200, "", ACCEPTED))) {
            HttpImageService service = service(server.base(), LONG);

            assertThatThrownBy(() -> service.status(id)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> service.result(id)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> service.cancel(id)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> service.submit("/" + id, "{}")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> service.model("a/../" + id)).isInstanceOf(IllegalArgumentException.class);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void a_submit_is_sent_once_when_the_server_closes_without_an_answer() throws Exception {
        try (RawServer server = RawServer.start((connection, i) -> false)) {
            assertThat(service(server.base(), LONG).submit(MODEL, "{}"))
                    .isInstanceOf(SubmitResponse.OutcomeUnknown.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_submit_is_sent_once_when_the_server_resets_the_connection() throws Exception {
        try (RawServer server = RawServer.start(HttpImageServiceIT::reset)) {
            assertThat(service(server.base(), LONG).submit(MODEL, "{}"))
                    .isInstanceOf(SubmitResponse.OutcomeUnknown.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_submit_is_sent_once_on_a_reused_connection_that_breaks(boolean byReset) throws Exception {
        RawServer.RequestHandler breaks = (connection, i) -> {
            if (i == 0) {
                RawServer.write(connection, 200, "", ACCEPTED);
                return true;
            }
            return byReset && reset(connection, i);
        };
        try (RawServer server = RawServer.start(breaks)) {
            HttpImageService service = service(server.base(), LONG);
            assertThat(service.submit(MODEL, "{\"seed\":1}")).isInstanceOf(SubmitResponse.RequestAccepted.class);
            assertThat(service.submit(MODEL, "{\"seed\":2}")).isInstanceOf(SubmitResponse.OutcomeUnknown.class);

            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void a_submit_on_a_kept_connection_that_the_server_has_closed_is_never_sent_twice() throws Exception {
        RawServer.RequestHandler once = (connection, i) -> {
            RawServer.write(connection, 200, "", ACCEPTED);
            return false;
        };
        try (RawServer server = RawServer.start(once)) {
            HttpImageService service = service(server.base(), LONG);
            int answered = 0;
            for (int i = 0; i < 50; i++) {
                if (service.submit(MODEL, "{\"seed\":" + i + "}") instanceof SubmitResponse.RequestAccepted) {
                    answered++;
                }
            }
            assertThat(server.requests()).doesNotHaveDuplicates().hasSizeBetween(answered, 50);
        }
    }

    @Test
    void a_server_that_never_answers_is_left_at_the_deadline_and_the_connection_closed() throws Exception {
        RawServer.RequestHandler silent = HttpImageServiceIT::readUntilClosed;
        try (RawServer server = RawServer.start(silent)) {
            SubmitResponse response = service(server.base(), SHORT).submit(MODEL, "{}");

            assertThat(response).isEqualTo(new SubmitResponse.OutcomeUnknown("NO_ANSWER", "no answer within 300 ms"));
            assertThat(server.closedByClient().poll(5, TimeUnit.SECONDS)).isNotNull();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void the_deadline_covers_a_body_that_trickles() throws Exception {
        RawServer.RequestHandler trickling = (connection, i) -> {
            OutputStream out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            connection.setSoTimeout(20);
            while (isOpen(connection)) {
                out.write(' ');
                out.flush();
            }
            throw new IOException("closed");
        };
        try (RawServer server = RawServer.start(trickling)) {
            HttpImageService service = service(server.base(), SHORT);

            assertThat(service.submit(MODEL, "{}")).isInstanceOf(SubmitResponse.OutcomeUnknown.class);
            assertThat(server.closedByClient().poll(5, TimeUnit.SECONDS)).isNotNull();
            assertThat(service.status("r-1")).isEqualTo(new JobResponse.JobUnclear("no answer within 300 ms", true));
            assertThat(server.closedByClient().poll(5, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void an_interrupted_submit_closes_its_connection() throws Exception {
        Thread caller = Thread.currentThread();
        RawServer.RequestHandler silent = (connection, i) -> {
            caller.interrupt();
            return readUntilClosed(connection, i);
        };
        try (RawServer server = RawServer.start(silent)) {
            HttpImageService service = service(server.base(), LONG);

            assertThatThrownBy(() -> service.submit(MODEL, "{}")).isInstanceOf(InterruptedException.class);
            assertThat(server.closedByClient().poll(5, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_not_followed_and_the_token_goes_nowhere_else(int status) throws Exception {
        try (RawServer other = RawServer.start(RawServer.answering(200, "", ACCEPTED));
                RawServer server =
                        RawServer.start(RawServer.answering(status, "Location: " + other.base() + "/x\r\n", ""))) {
            HttpImageService service = service(server.base(), LONG);

            assertThat(service.submit(MODEL, "{}")).isInstanceOf(SubmitResponse.OutcomeUnknown.class);
            assertThat(service.status("r-1")).isInstanceOf(JobResponse.JobUnclear.class);
            assertThat(service.cancel("r-1")).isEqualTo(CancelResponse.UNCLEAR);
            assertThat(service.model(MODEL)).isInstanceOf(ModelResponse.ModelUnclear.class);
            assertThat(service.balance()).isEmpty();
            assertThat(server.requests()).hasSize(5);
            assertThat(other.connections()).isZero();
        }
    }

    @Test
    void a_refused_connection_has_sent_nothing() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        HttpImageService service = service(URI.create("http://127.0.0.1:" + port + "/v1"), LONG);

        assertThat(service.submit(MODEL, "{}")).isInstanceOf(SubmitResponse.NotSent.class);
        assertThat(service.status("r-1")).isInstanceOf(JobResponse.JobUnclear.class);
        assertThat(service.cancel("r-1")).isEqualTo(CancelResponse.UNCLEAR);
        assertThat(service.model(MODEL)).isInstanceOf(ModelResponse.ModelUnclear.class);
        assertThat(service.balance()).isEmpty();
    }

    @Test
    void a_name_that_does_not_resolve_has_sent_nothing() throws Exception {
        HttpImageService service = service(URI.create("https://nowhere.invalid/v1"), LONG);

        assertThat(service.submit(MODEL, "{}")).isInstanceOf(SubmitResponse.NotSent.class);
        assertThat(service.model(MODEL)).isInstanceOfSatisfying(ModelResponse.ModelUnclear.class, away -> {
            assertThat(away.permanent()).isTrue();
            assertThat(away.message()).startsWith("the name of nowhere.invalid is not known");
        });
    }

    @Test
    void a_failed_handshake_has_sent_nothing() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        try (RawServer server = RawServer.start(withoutCertificate(), counting(answered))) {
            SubmitResponse response = service(tls(server), LONG).submit(MODEL, "{}");

            assertThat(response).isInstanceOf(SubmitResponse.NotSent.class);
            assertThat(answered).hasValue(0);
        }
    }

    @Test
    void a_server_that_speaks_no_tls_has_been_sent_nothing() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread plain = new Thread(() -> {
                try (Socket connection = socket.accept()) {
                    connection.getInputStream().read();
                    connection.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    connection.getOutputStream().flush();
                    readUntilClosed(connection, 0);
                } catch (IOException e) {
                    Thread.currentThread().interrupt();
                }
            });
            plain.setDaemon(true);
            plain.start();

            assertThat(service(tls(socket.getLocalPort()), LONG).submit(MODEL, "{}"))
                    .isInstanceOf(SubmitResponse.NotSent.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_server_that_hangs_up_during_the_handshake_has_been_sent_nothing(boolean byReset) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread rude = new Thread(() -> {
                try {
                    while (true) {
                        try (Socket connection = socket.accept()) {
                            connection.getInputStream().read();
                            connection.setSoLinger(byReset, 0);
                        }
                    }
                } catch (IOException e) {
                    Thread.currentThread().interrupt();
                }
            });
            rude.setDaemon(true);
            rude.start();

            assertThat(service(tls(socket.getLocalPort()), LONG).submit(MODEL, "{}"))
                    .isInstanceOf(SubmitResponse.NotSent.class);
        }
    }

    @Test
    void a_handshake_that_never_ends_has_sent_nothing() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(service(tls(socket.getLocalPort()), SHORT).submit(MODEL, "{}"))
                    .isInstanceOf(SubmitResponse.NotSent.class);
        }
    }

    @Test
    void an_answer_of_more_than_four_megabytes_is_an_error() throws Exception {
        String body = ACCEPTED.replace("}", ",\"padding\":\"" + "x".repeat(5 << 20) + "\"}");
        try (RawServer server = RawServer.start(RawServer.answering(200, "", body))) {
            HttpImageService service = service(server.base(), LONG);

            assertThat(service.submit(MODEL, "{}"))
                    .isEqualTo(
                            new SubmitResponse.OutcomeUnknown("NO_ANSWER", "the answer is longer than 4194304 bytes"));
            assertThat(service.result("r-1")).isInstanceOf(JobResponse.JobUnclear.class);
            assertThat(service.model(MODEL)).isInstanceOf(ModelResponse.ModelUnclear.class);
        }
    }

    @Test
    void what_the_client_says_of_a_broken_answer_has_the_token_masked() throws Exception {
        RawServer.RequestHandler garbled = (connection, i) -> {
            connection.getOutputStream().write(("Bearer " + SECRET + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return false;
        };
        try (RawServer server = RawServer.start(garbled)) {
            HttpImageService service = service(server.base(), LONG);

            assertThat(service.submit(MODEL, "{}").toString())
                    .startsWith("OutcomeUnknown")
                    .doesNotContain(SECRET);
            assertThat(service.status("r-1").toString())
                    .startsWith("JobUnclear")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void the_services_words_have_the_token_masked() throws Exception {
        try (RawServer server =
                RawServer.start(RawServer.answering(400, "", "{\"message\":\"bad Bearer " + SECRET + "\"}"))) {
            assertThat(service(server.base(), LONG).submit(MODEL, "{}"))
                    .isEqualTo(new SubmitResponse.RequestRefused("HTTP_400", "bad Bearer [token]"));
        }
    }

    @Test
    void a_balance_is_read() throws Exception {
        try (RawServer server = RawServer.start(RawServer.answering(200, "", "{\"balance_usd\":12.5}"))) {
            assertThat(service(server.base(), LONG).balance()).contains(new BigDecimal("12.5"));
        }
    }

    @Test
    void a_submits_answer_is_waited_for_as_long_as_the_vendors_own_clients_do() {
        assertThat(HttpImageService.DEADLINES.submit()).isGreaterThanOrEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void a_submit_that_is_answered_late_is_bought_where_a_question_would_have_been_given_up() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch givenUp = new CountDownLatch(1);
        RawServer.RequestHandler late = (connection, i) -> {
            arrived.countDown();
            await(givenUp);
            return RawServer.answering(200, "", ACCEPTED).answer(connection, i);
        };
        try (RawServer server = RawServer.start(late)) {
            HttpImageService service = service(server.base(), new HttpImageService.CallDeadlines(LONG, LONG, SHORT));
            FutureTask<SubmitResponse> submit = new FutureTask<>(() -> service.submit(MODEL, "{}"));
            new Thread(submit, "submit").start();
            arrived.await();
            assertThat(service.status("r-1")).isInstanceOf(JobResponse.JobUnclear.class);
            givenUp.countDown();
            assertThat(submit.get()).isEqualTo(new SubmitResponse.RequestAccepted("r-1"));
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static HttpImageService service(URI base, Duration deadline) {
        return service(base, new HttpImageService.CallDeadlines(LONG, deadline, deadline));
    }

    private static HttpImageService service(URI base, HttpImageService.CallDeadlines deadlines) {
        return new HttpImageService(
                ServiceProfiles.DEFAULT,
                base,
                new ApiToken(SECRET),
                JsonMapper.builder().build(),
                new SettableClock(),
                deadlines);
    }

    private static URI tls(RawServer server) {
        return tls(server.port());
    }

    private static URI tls(int port) {
        return URI.create("https://localhost:" + port + "/v1");
    }

    private static ServerSocket withoutCertificate() throws IOException, NoSuchAlgorithmException {
        return SSLContext.getDefault()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static RawServer.RequestHandler counting(AtomicInteger answered) {
        return (connection, i) -> {
            answered.incrementAndGet();
            return false;
        };
    }

    /** Waits for the end of the connection, for as long as the socket's own timeout. */
    private static boolean isOpen(Socket connection) throws IOException {
        try {
            return connection.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    private static boolean reset(Socket connection, int i) throws IOException {
        connection.setSoLinger(true, 0);
        return false;
    }

    private static boolean readUntilClosed(Socket connection, int i) throws IOException {
        if (connection.getInputStream().read() < 0) {
            throw new IOException("closed");
        }
        return false;
    }
}
