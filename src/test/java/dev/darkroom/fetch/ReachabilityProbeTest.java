package dev.darkroom.fetch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReachabilityProbeTest {

    private static final byte[] PICTURE = PictureHost.picture("png");
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final PictureHost host = new PictureHost();
    private final List<String> methods = Collections.synchronizedList(new ArrayList<>());
    private final ReachabilityProbe probe = probe(host.policy());

    @AfterEach
    void close() {
        host.close();
    }

    @ParameterizedTest
    @CsvSource({"401, 401", "404, 404", "410, 410", "500, 500", "304, 304"})
    void a_status_that_is_no_answer_is_told(int status, String fault) throws InterruptedException {
        host.status("/1", status);

        assertThat(fault(host.url("/1"))).isEqualTo("cannot be fetched: the output's host answered with HTTP " + fault);
    }

    @Test
    void a_host_that_asks_for_a_pause_has_proved_nothing() throws InterruptedException {
        host.status("/1", 429);

        AddressFinding finding = requireNonNull(probe.check(host.url("/1")));

        assertThat(finding.warning()).isTrue();
        assertThat(finding.message()).isEqualTo("was not checked: its host asked for a pause");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif"})
    void the_first_bytes_are_asked_for_once_and_no_more_are_read(String format) throws InterruptedException {
        byte[] picture = PictureHost.picture(format);
        host.page("/1", exchange -> {
            methods.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Range"));
            exchange.sendResponseHeaders(200, 1L << 40);
            exchange.getResponseBody().write(picture);
            exchange.getResponseBody().write(new byte[1 << 20]);
        });

        AddressFinding finding = requireNonNull(probe.check(host.url("/1")));

        assertThat(methods).containsExactly("GET bytes=0-4095");
        assertThat(finding.warning()).isTrue();
        assertThat(finding.message()).startsWith("begins as a picture of 1099511 MB, and 50 MB at most");
    }

    @Test
    void a_redirect_is_followed_to_its_end() throws InterruptedException {
        host.redirect("/1", "/2").redirect("/2", host.url("/3")).bytes("/3", PICTURE);

        assertThat(fault(host.url("/1"))).isNull();
        assertThat(host.asked()).containsExactly("/1", "/2", "/3");
    }

    @Test
    void a_circle_of_redirects_ends() throws InterruptedException {
        host.redirect("/1", "/1");

        assertThat(fault(host.url("/1"))).isEqualTo("cannot be fetched: more than 5 redirects");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/", "https://169.254.169.254/", "http://shop.example.com/1", "ftp://a/1"})
    void a_redirect_to_what_may_not_be_asked_is_not_followed(String elsewhere) throws InterruptedException {
        host.redirect("/1", elsewhere);

        assertThat(fault(host.url("/1"))).isNotNull();
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
    void what_no_service_elsewhere_can_fetch_is_a_fault(String url) throws InterruptedException {
        assertThat(fault(probe(FetchPolicy.publicSources()), url)).isNotNull();
    }

    @Test
    void a_host_that_is_away_is_asked_once_wherever_one_comes_from() throws InterruptedException {
        host.page("/away", exchange -> exchange.close()).redirect("/to", "/away");
        String away = "cannot be fetched: its host 127.0.0.1 gives no answer";

        assertThat(fault(host.url("/to"))).isEqualTo(away);
        assertThat(fault(host.url("/away"))).isEqualTo(away);
        assertThat(fault(host.url("/other").replace("http:", "HTTP:"))).isEqualTo(away);
        assertThat(host.asked()).startsWith("/to", "/away").doesNotContain("/other");
    }

    @Test
    void a_host_without_an_address_is_not_known() throws InterruptedException {
        AddressPolicy policy =
                FetchPolicy.sources(URI.create("https://service.test/v1"), false, ReachabilityProbeTest::nowhere);

        assertThat(fault(probe(policy), "https://nowhere.shop/1"))
                .isEqualTo("cannot be fetched: its host nowhere.shop is not known");
    }

    private @Nullable String fault(String url) throws InterruptedException {
        return fault(probe, url);
    }

    private static @Nullable String fault(ReachabilityProbe probe, String url) throws InterruptedException {
        AddressFinding finding = probe.check(url);
        return finding == null ? null : finding.message();
    }

    private static ReachabilityProbe probe(AddressPolicy policy) {
        return new ReachabilityProbe(policy, DEADLINE, InstantSource.system());
    }

    private static InetAddress[] nowhere(String host) throws UnknownHostException {
        throw new UnknownHostException(host);
    }
}
