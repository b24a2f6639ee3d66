package dev.darkroom.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.darkroom.fetch.FetchException.FetchFailure;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class PictureFetcherIT {

    @TempDir
    Path folder;

    private final PictureHost host = new PictureHost();
    private final byte[] png = PictureHost.picture("png");

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void an_output_is_fetched_with_its_size_and_hash_and_without_any_token() throws Exception {
        host.bytes("/a.png", png);
        PictureFetcher.FetchedFile fetched = fetch("/a.png");
        assertThat(Files.readAllBytes(part())).isEqualTo(png);
        assertThat(fetched.bytes()).isEqualTo(png.length);
        assertThat(fetched.sha256())
                .isEqualTo(java.util.HexFormat.of().formatHex(Sha256.newDigest().digest(png)));
        assertThat(host.headers()).noneMatch("Authorization"::equalsIgnoreCase);
    }

    @Test
    void a_full_disk_is_not_taken_for_a_broken_download() {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "this system has no device that is always full");
        host.bytes("/a.png", png);
        Throwable failure = catchThrowable(() ->
                new PictureFetcher(host.policy(), 1 << 20, InstantSource.system()).fetch(host.url("/a.png"), full));
        assertThat(failure).isInstanceOf(IOException.class);
        assertThat(DiskFull.isCauseOf(failure)).isTrue();
    }

    @Test
    void a_body_shorter_than_announced_is_no_picture() throws Exception {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + (png.length + 10) + "\r\nConnection: close\r\n\r\n";
        assertThat(failure(raw(head))).extracting(FetchException::kind).isEqualTo(FetchFailure.PASSING);
    }

    @Test
    void an_announced_size_above_the_limit_is_not_fetched() throws Exception {
        host.bytes("/a.png", png);
        FetchException failure =
                failure(host.url("/a.png"), new PictureFetcher(host.policy(), png.length - 1, InstantSource.system()));
        assertThat(failure.code()).isEqualTo("TOO_LARGE");
        assertThat(failure.kind()).isEqualTo(FetchFailure.FINAL);
        fetch(new PictureFetcher(host.policy(), png.length, InstantSource.system()), host.url("/a.png"));
    }

    @Test
    void a_size_above_the_limit_that_nobody_announced_ends_the_fetch() {
        host.page("/a.png", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[1 << 16];
            for (int n = 0; n < 1_000; n++) {
                exchange.getResponseBody().write(block);
            }
        });
        FetchException failure =
                failure(host.url("/a.png"), new PictureFetcher(host.policy(), 100_000, InstantSource.system()));
        assertThat(failure.code()).isEqualTo("TOO_LARGE");
        assertThat(part()).satisfies(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(100_000));
    }

    @Test
    void a_body_that_stalls_can_be_broken_off() {
        CountDownLatch end = stall();
        PictureFetcher fetcher = fetcher();
        CompletableFuture<FetchException> failure =
                CompletableFuture.supplyAsync(() -> failure(host.url("/a.png"), fetcher));
        while (!failure.isDone()) {
            fetcher.breakOff();
        }
        end.countDown();
        assertThat(failure.join().kind()).isEqualTo(FetchFailure.PASSING);
    }

    @Test
    void a_body_that_stalls_does_not_hold_its_worker_for_ever() {
        CountDownLatch end = stall();
        FetchException failure = failure(
                host.url("/a.png"),
                new PictureFetcher(host.policy(), 1_000_000, Duration.ofMillis(300), InstantSource.system()));
        end.countDown();
        assertThat(failure.code()).isEqualTo("TOO_SLOW");
        assertThat(failure.kind()).isEqualTo(FetchFailure.PASSING);
    }

    @Test
    void a_body_of_which_no_byte_comes_is_given_up_long_before_its_deadline() {
        CountDownLatch end = stall();
        FetchException failure = failure(host.url("/a.png"), impatient());
        end.countDown();
        assertThat(failure.code()).isEqualTo("TOO_SLOW");
        assertThat(failure.kind()).isEqualTo(FetchFailure.PASSING);
        assertThat(failure).hasMessageContaining("no byte came");
    }

    @Test
    void a_body_that_trickles_is_not_given_up() throws Exception {
        byte[] whole = new byte[40];
        host.page("/a.png", exchange -> {
            exchange.sendResponseHeaders(200, whole.length);
            for (byte part : whole) {
                exchange.getResponseBody().write(part);
                exchange.getResponseBody().flush();
                LockSupport.parkNanos(50_000_000);
            }
        });
        assertThat(fetch(impatient(), host.url("/a.png")).bytes()).isEqualTo(whole.length);
    }

    private PictureFetcher impatient() {
        Duration idle = Duration.ofMillis(1_500);
        return new PictureFetcher(host.policy(), 1_000_000, Duration.ofMinutes(5), idle, InstantSource.system());
    }

    /** Lets the host send ten bytes of the picture, then none before the latch is opened. */
    private CountDownLatch stall() {
        CountDownLatch end = new CountDownLatch(1);
        host.page("/a.png", exchange -> {
            exchange.sendResponseHeaders(200, png.length);
            exchange.getResponseBody().write(png, 0, 10);
            exchange.getResponseBody().flush();
            await(end);
        });
        return end;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410})
    void an_address_that_holds_nothing_any_more_may_be_stale(int status) {
        host.status("/a.png", status);
        FetchException failure = failure(host.url("/a.png"), fetcher());
        assertThat(failure.code()).isEqualTo("HTTP_" + status);
        assertThat(failure.kind()).isEqualTo(FetchFailure.STALE_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void a_host_in_trouble_is_asked_again(int status) {
        host.status("/a.png", status);
        assertThat(failure(host.url("/a.png"), fetcher()).kind()).isEqualTo(FetchFailure.PASSING);
    }

    @Test
    void a_host_with_too_much_to_do_is_asked_again_after_its_pause() {
        host.status("/a.png", 429);
        assertThat(failure(host.url("/a.png"), fetcher()).kind()).isEqualTo(FetchFailure.THROTTLED);
    }

    @Test
    void a_host_that_is_not_there_is_asked_again() {
        String url = host.url("/a.png");
        host.close();
        assertThat(failure(url, fetcher()).kind()).isEqualTo(FetchFailure.PASSING);
    }

    @Test
    void a_redirect_is_followed_also_a_relative_one() throws Exception {
        host.redirect("/first", host.url("/second"))
                .redirect("/second", "third/a%20b.png")
                .bytes("/third/a b.png", png);
        fetch("/first");
        assertThat(Files.readAllBytes(part())).isEqualTo(png);
        assertThat(host.headers()).noneMatch("Authorization"::equalsIgnoreCase);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/a.png",
                "http://169.254.169.254/latest/meta-data",
                "https://runcomfy.net.evil.example/a.png",
                "file:///etc/passwd",
                "https://user@cdn.runcomfy.net/a.png"
            })
    void a_redirect_to_where_no_output_may_be_is_not_followed(String location) {
        host.redirect("/a.png", location);
        FetchException failure = failure(host.url("/a.png"), fetcher());
        assertThat(failure.code()).isEqualTo("UNTRUSTED_OUTPUT");
        assertThat(failure.kind()).isEqualTo(FetchFailure.FINAL);
    }

    @Test
    void a_circle_of_redirects_ends() {
        host.redirect("/a.png", host.url("/b.png")).redirect("/b.png", host.url("/a.png"));
        assertThat(failure(host.url("/a.png"), fetcher()).code()).isEqualTo("TOO_MANY_REDIRECTS");
        assertThat(host.asked()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[nonsense", "%zz", "http://127.0.0.1:99999999/a.png", "http://127.0.0.1:99999/"})
    void a_redirect_to_nonsense_is_a_failed_fetch_and_no_defect(String location) {
        host.redirect("/a.png", location);
        assertThat(failure(host.url("/a.png"), fetcher())).isNotNull();
    }

    @Test
    void a_redirect_to_nowhere_is_a_failed_fetch() {
        host.status("/a.png", 302);
        assertThat(failure(host.url("/a.png"), fetcher()).code()).isEqualTo("HTTP_302");
    }

    /** Serves one connection with this head and the picture. */
    private String raw(String head) throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread server = new Thread(() -> {
            try (socket;
                    Socket connection = socket.accept();
                    OutputStream out = connection.getOutputStream()) {
                byte[] request = new byte[8_192];
                assertThat(connection.getInputStream().read(request)).isPositive();
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(png);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        server.setDaemon(true);
        server.start();
        return "http://127.0.0.1:" + socket.getLocalPort() + "/a.png";
    }

    private Path part() {
        return folder.resolve("a.part");
    }

    private PictureFetcher fetcher() {
        return new PictureFetcher(host.policy(), 1_000_000, InstantSource.system());
    }

    private PictureFetcher.FetchedFile fetch(String path) throws Exception {
        return fetch(fetcher(), host.url(path));
    }

    private PictureFetcher.FetchedFile fetch(PictureFetcher fetcher, String url) throws Exception {
        return fetcher.fetch(url, part());
    }

    private FetchException failure(String url) {
        return failure(url, fetcher());
    }

    private FetchException failure(String url, PictureFetcher fetcher) {
        FetchException[] caught = new FetchException[1];
        assertThatThrownBy(() -> fetcher.fetch(url, part()))
                .isInstanceOfSatisfying(FetchException.class, e -> caught[0] = e);
        return Arrays.asList(caught).get(0);
    }
}
