package dev.darkroom.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.darkroom.api.RawServer;
import dev.darkroom.fetch.FetchException.FetchFailure;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.PictureFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what a host can do to whoever requests a picture of it, on a bare socket. */
@Timeout(300)
class HostileHostIT {

    private static final int MAX = 100_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** For hosts whose answers are to be read, however busy the machine is. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final byte[] PNG = PictureHost.picture("png");
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @TempDir
    Path folder;

    static Stream<Arguments> hosts() {
        // Those that announce too much stay: a connection that ends right behind its headers may be seen to break
        // alone.
        return Stream.of(
                arguments("announces more than is taken", stalling(OK + length("100001") + "\r\n"), FetchFailure.FINAL),
                arguments(
                        "announces exabytes", stalling(OK + length("999999999999999999") + "\r\n"), FetchFailure.FINAL),
                arguments("announces no number", sending(OK + length("many") + "\r\n", PNG), FetchFailure.PASSING),
                arguments(
                        "announces less than nothing", sending(OK + length("-5") + "\r\n", PNG), FetchFailure.PASSING),
                arguments(
                        "announces too many digits",
                        sending(OK + length("9".repeat(400)) + "\r\n"),
                        FetchFailure.PASSING),
                arguments(
                        "announces more than it sends",
                        sending(OK + length("9999") + "\r\n", PNG),
                        FetchFailure.PASSING),
                arguments("sends no end of chunks", endlessChunks(), FetchFailure.FINAL),
                arguments("sends no end without a length", endless(OK + "\r\n", new byte[1 << 16]), FetchFailure.FINAL),
                arguments(
                        "sends a chunk of an absurd size",
                        sending(OK + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", PNG),
                        FetchFailure.PASSING),
                arguments(
                        "sends a chunk of no size",
                        sending(OK + "Transfer-Encoding: chunked\r\n\r\nmany\r\n", PNG),
                        FetchFailure.PASSING),
                arguments(
                        "breaks off amid the chunks",
                        sending(OK + "Transfer-Encoding: chunked\r\n\r\nff\r\n", PNG),
                        FetchFailure.PASSING),
                arguments("sends one header of many megabytes", oneHeader(), FetchFailure.PASSING),
                arguments("sends a hundred thousand headers", manyHeaders(), FetchFailure.PASSING),
                arguments(
                        "sends headers without end",
                        endless(OK, "X: y\r\n".repeat(999).getBytes(StandardCharsets.US_ASCII)),
                        FetchFailure.PASSING),
                arguments("trickles its headers", trickling(OK + "X: ", 'y'), FetchFailure.PASSING),
                arguments("trickles its body", trickling(OK + length("90000") + "\r\n", 'y'), FetchFailure.PASSING),
                arguments("says nothing", stalling(""), FetchFailure.PASSING),
                arguments("stalls amid the headers", stalling(OK + "X: y\r\n"), FetchFailure.PASSING),
                arguments("stalls before the body", stalling(OK + length("900") + "\r\n"), FetchFailure.PASSING),
                arguments("says goodbye at once", sending(""), FetchFailure.PASSING),
                arguments("speaks no HTTP", sending("SSH-2.0-OpenSSH_9.2\r\n"), FetchFailure.PASSING),
                arguments("speaks HTTP/0.9", sending("", PNG), FetchFailure.PASSING),
                arguments(
                        "has a status of its own",
                        sending("HTTP/1.1 999 X\r\n" + length("0") + "\r\n"),
                        FetchFailure.PASSING),
                arguments(
                        "answers with a part",
                        sending("HTTP/1.1 206 X\r\n" + lengthOf(PNG) + "\r\n", PNG),
                        FetchFailure.PASSING),
                arguments("answers with nothing new", sending("HTTP/1.1 304 X\r\n\r\n"), FetchFailure.PASSING),
                arguments(
                        "redirects nowhere",
                        sending("HTTP/1.1 302 X\r\n" + length("0") + "\r\n"),
                        FetchFailure.PASSING));
    }

    @ParameterizedTest(name = "a host that {0}")
    @MethodSource("hosts")
    void is_a_failed_fetch_in_time_and_within_size(String what, RawServer.RequestHandler host, FetchFailure kind)
            throws Exception {
        try (RawServer server = RawServer.start(host)) {
            Duration timeout = kind == FetchFailure.FINAL ? PATIENCE : TIMEOUT;
            Throwable failure = catchThrowable(() -> fetcher(server, timeout).fetch(url(server), part()));
            assertThat(failure).as(what).isInstanceOf(FetchException.class);
            assertThat(((FetchException) failure).kind()).isEqualTo(kind);
            assertThat(Files.notExists(part()) || Files.size(part()) <= MAX).isTrue();
            assertAskedWithoutToken(server);
        }
    }

    @Test
    void a_body_that_is_longer_than_announced_ends_where_it_was_to() throws Exception {
        try (RawServer server = RawServer.start(sending(OK + length("50") + "\r\n", PNG))) {
            fetcher(server).fetch(url(server), part());
        }
        assertThat(catchThrowable(() -> PictureFile.inspect(part()))).isInstanceOf(BadPictureException.class);
    }

    @Test
    void packed_bytes_are_not_unpacked_and_are_no_picture() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(PNG);
        }
        String head = OK + "Content-Type: image/png\r\nContent-Encoding: gzip\r\n" + lengthOf(packed.toByteArray());
        try (RawServer server = RawServer.start(sending(head + "\r\n", packed.toByteArray()))) {
            fetcher(server).fetch(url(server), part());
            assertAskedWithoutToken(server);
        }
        Throwable failure = catchThrowable(() -> PictureFile.inspect(part()));
        assertThat(failure).isInstanceOf(BadPictureException.class);
        assertThat(((BadPictureException) failure).code()).isEqualTo("NOT_A_PICTURE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/a.png",
                "https://evil.example/a.png",
                "http://cdn.runcomfy.net/a.png",
                "https://evilruncomfy.net/a.png",
                "https://runcomfy.net.evil.example/a.png",
                "https://cdn.runcomfy.net@evil.example/a.png",
                "https://cdn.runcomfy.net:x@evil.example/a.png",
                "https://cdn.runcomfy.net\\@evil.example/a.png",
                "https:\\\\evil.example/a.png",
                "https:/evil.example/a.png",
                "https:evil.example",
                "file:///etc/passwd",
                "data:image/png;base64,AAAA",
                "jar:file:///a.jar!/a.png",
                "javascript:alert(1)",
                "http://0.0.0.0/a.png",
                "http://0x7f.0.0.1/a.png",
                "http://0177.0.0.1/a.png",
                "http://10.1/a.png",
                "http://[::ffff:10.0.0.1]/a.png",
                "http://[fe80::1%25lo]/a.png",
                "http://169.254.169.254/latest/meta-data"
            })
    void no_hop_leads_to_where_no_output_may_be(String location) throws Exception {
        RawServer.RequestHandler host = (connection, i) -> {
            RawServer.write(connection, 302, "Location: " + location + "\r\n", "");
            return true;
        };
        try (RawServer server = RawServer.start(host)) {
            Throwable failure = catchThrowable(() -> fetcher(server).fetch(url(server), part()));
            assertThat(failure).isInstanceOf(FetchException.class);
            assertThat(((FetchException) failure).code()).isIn("UNTRUSTED_OUTPUT", "BAD_ADDRESS", "NO_SUCH_HOST");
            assertThat(part()).doesNotExist();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OK + "X: y\r\n", OK + "Content-Length: 900\r\n\r\n"})
    void whatever_a_host_is_doing_can_be_broken_off(String said) throws Exception {
        try (RawServer server = RawServer.start(stalling(said))) {
            PictureFetcher patient = new PictureFetcher(policy(server), MAX, InstantSource.system());
            CompletableFuture<Throwable> failure =
                    CompletableFuture.supplyAsync(() -> catchThrowable(() -> patient.fetch(url(server), part())));
            while (!failure.isDone()) {
                patient.breakOff();
                Thread.onSpinWait();
            }
            assertThat(failure.join()).isInstanceOf(FetchException.class);
            assertThat(((FetchException) failure.join()).kind()).isEqualTo(FetchFailure.PASSING);
        }
    }

    private static void assertAskedWithoutToken(RawServer server) {
        assertThat(server.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.toLowerCase(Locale.ROOT))
                        .contains("accept-encoding: identity")
                        .doesNotContain("authorization", "bearer", "cookie", "token"));
    }

    private static RawServer.RequestHandler sending(String head, byte... body) {
        return (connection, i) -> {
            connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().write(body);
            connection.getOutputStream().flush();
            return false;
        };
    }

    private static RawServer.RequestHandler endless(String head, byte[] block) {
        return (connection, i) -> {
            OutputStream out = connection.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            while (!connection.isClosed()) {
                out.write(block);
            }
            return false;
        };
    }

    private static RawServer.RequestHandler endlessChunks() {
        byte[] chunk = ("400\r\n" + "x".repeat(1_024) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return endless(OK + "Transfer-Encoding: chunked\r\n\r\n", chunk);
    }

    private static RawServer.RequestHandler oneHeader() {
        return sending(OK + "X: " + "y".repeat(20_000_000) + "\r\n" + lengthOf(PNG) + "\r\n", PNG);
    }

    private static RawServer.RequestHandler manyHeaders() {
        return sending(OK + "X: y\r\n".repeat(100_000) + lengthOf(PNG) + "\r\n", PNG);
    }

    private static RawServer.RequestHandler trickling(String head, char drop) {
        return (connection, i) -> {
            connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            while (waitedFor(connection, 100)) {
                connection.getOutputStream().write(drop);
            }
            return false;
        };
    }

    private static RawServer.RequestHandler stalling(String head) {
        return (connection, i) -> {
            connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().flush();
            while (waitedFor(connection, 1_000)) {
                connection.getOutputStream().flush();
            }
            return false;
        };
    }

    /** Returns whether the client is still there after so long. */
    private static boolean waitedFor(Socket connection, int milliseconds) throws IOException {
        connection.setSoTimeout(milliseconds);
        try {
            return connection.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException silent) {
            return true;
        }
    }

    private static String length(String length) {
        return "Content-Length: " + length + "\r\n";
    }

    private static String lengthOf(byte[] body) {
        return length(Integer.toString(body.length));
    }

    private Path part() {
        return folder.resolve("a.part");
    }

    private static PictureFetcher fetcher(RawServer server) {
        return fetcher(server, PATIENCE);
    }

    private static PictureFetcher fetcher(RawServer server, Duration timeout) {
        return new PictureFetcher(policy(server), MAX, timeout, InstantSource.system());
    }

    private static FetchPolicy policy(RawServer server) {
        return FetchPolicy.outputs(server.base(), true);
    }

    private static String url(RawServer server) {
        return URI.create(server.base() + "/a.png").toString();
    }
}
