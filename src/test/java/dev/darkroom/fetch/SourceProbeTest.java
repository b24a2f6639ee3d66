package dev.darkroom.fetch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.errors.SourceFault;
import dev.darkroom.fetch.FetchException.FetchFailure;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SourceProbeTest {

    private static final byte[] PICTURE = PictureHost.picture("png");
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final PictureHost host = new PictureHost();
    private final List<String> methods = Collections.synchronizedList(new ArrayList<>());
    private final SourceProbe probe = probe(host.policy());

    @AfterEach
    void close() {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {304, 401, 404, 410, 500})
    void a_status_that_is_no_answer_is_told(int status) {
        host.status("/1", status);

        assertThatThrownBy(fetching(host.url("/1"))).hasMessage("the output's host answered with HTTP " + status);
    }

    @Test
    void a_host_that_asks_for_a_pause_has_proved_nothing() {
        host.status("/1", 429);

        assertThatThrownBy(fetching(host.url("/1")))
                .isInstanceOfSatisfying(
                        FetchException.class, e -> assertThat(e.kind()).isEqualTo(FetchFailure.THROTTLED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif"})
    void the_first_bytes_are_asked_for_once_and_no_more_are_read(String format) throws Exception {
        byte[] picture = PictureHost.picture(format);
        host.page("/1", exchange -> {
            methods.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Range"));
            exchange.sendResponseHeaders(200, 1L << 40);
            exchange.getResponseBody().write(picture);
            exchange.getResponseBody().write(new byte[1 << 20]);
        });

        FirstPart part = probe.fetch(host.url("/1"), null);

        assertThat(methods).containsExactly("GET bytes=0-65535");
        assertThat(part.length()).isEqualTo(64 << 10);
        assertThat(part.bytes()).startsWith(picture);
        AddressFinding finding = requireNonNull(part.finding());
        assertThat(finding.fault()).isEqualTo(SourceFault.TOO_LARGE);
        assertThat(finding.message()).startsWith("begins as a picture of 1099511 MB, and 50 MB at most");
    }

    @Test
    void a_host_that_gives_no_parts_is_asked_for_the_whole_which_is_cut_off() throws Exception {
        host.page("/1", exchange -> {
            boolean ranged = exchange.getRequestHeaders().containsKey("Range");
            exchange.sendResponseHeaders(ranged ? 416 : 200, ranged ? -1 : 1L << 30);
            if (!ranged) {
                exchange.getResponseBody().write(PICTURE);
                exchange.getResponseBody().write(new byte[1 << 20]);
            }
        });

        FirstPart part = probe.fetch(host.url("/1"), null);

        assertThat(part.length()).isEqualTo(64 << 10);
        assertThat(part.bytes()).startsWith(PICTURE);
    }

    @Test
    void a_file_of_no_bytes_has_no_part() throws Exception {
        host.page("/1", exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes */0");
            exchange.sendResponseHeaders(416, -1);
        });

        FirstPart part = probe.fetch(host.url("/1"), null);

        assertThat(part.length()).isZero();
        assertThat(requireNonNull(part.finding()).message()).isEqualTo("gives nothing: its answer is empty");
        assertThat(host.asked()).hasSize(1);
    }

    @Test
    void a_redirect_is_followed_to_its_end() throws Exception {
        host.redirect("/1", "/2").redirect("/2", host.url("/3")).bytes("/3", PICTURE);

        assertThat(probe.fetch(host.url("/1"), null).bytes()).isEqualTo(PICTURE);
        assertThat(host.asked()).containsExactly("/1", "/2", "/3");
    }

    @Test
    void a_circle_of_redirects_ends() {
        host.redirect("/1", "/1");

        assertThatThrownBy(fetching(host.url("/1"))).hasMessage("more than 5 redirects");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/", "https://169.254.169.254/", "http://shop.example.com/1", "ftp://a/1"})
    void a_redirect_to_what_may_not_be_asked_is_not_followed(String elsewhere) {
        host.redirect("/1", elsewhere);

        assertThatThrownBy(fetching(host.url("/1"))).isInstanceOf(FetchException.class);
        assertThat(host.asked()).containsExactly("/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/1",
                "https://[::1]/",
                "http://shop.example.com/1",
                "https://a.example/1",
                "a b"
            })
    void what_no_service_elsewhere_can_fetch_is_not_asked_for(String url) {
        SourceProbe elsewhere = probe(FetchPolicy.publicSources());

        assertThatThrownBy(() -> elsewhere.fetch(url, null))
                .isInstanceOfSatisfying(
                        FetchException.class, e -> assertThat(e.mayPass()).isFalse());
    }

    @Test
    void a_host_that_gives_no_answer_is_named() {
        host.page("/away", exchange -> exchange.close()).redirect("/to", "/away");

        assertThatThrownBy(fetching(host.url("/to")))
                .isInstanceOfSatisfying(
                        FetchException.class, e -> assertThat(e.silentHost()).isEqualTo("127.0.0.1"));
    }

    @Test
    void a_host_without_an_address_is_named() {
        AddressPolicy policy =
                FetchPolicy.sources(URI.create("https://service.test/v1"), false, SourceProbeTest::nowhere);

        assertThatThrownBy(() -> probe(policy).fetch("https://nowhere.shop/1", null))
                .hasMessage("the source's host has no address")
                .isInstanceOfSatisfying(
                        FetchException.class, e -> assertThat(e.silentHost()).isEqualTo("nowhere.shop"));
    }

    private ThrowingCallable fetching(String url) {
        return () -> probe.fetch(url, null);
    }

    private static SourceProbe probe(AddressPolicy policy) {
        return new SourceProbe(policy, DEADLINE, InstantSource.system());
    }

    private static InetAddress[] nowhere(String host) throws UnknownHostException {
        throw new UnknownHostException(host);
    }
}
