package dev.darkroom.fetch;

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
    @CsvSource({"200, ", "206, ", "429, ", "401, 401", "404, 404", "410, 410", "500, 500", "304, 304"})
    void the_status_decides(int status, @Nullable String fault) throws InterruptedException {
        host.status("/1", status);

        assertThat(probe.fault(host.url("/1")))
                .isEqualTo(fault == null ? null : "the output's host answered with HTTP " + fault);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 405, 501})
    void a_host_that_refuses_head_is_asked_for_the_first_byte(int status) throws InterruptedException {
        answerHead("/1", status, 206);

        assertThat(probe.fault(host.url("/1"))).isNull();
        assertThat(methods).containsExactly("HEAD null", "GET bytes=0-0");
    }

    @Test
    void one_that_refuses_that_too_does_not_give_the_picture() throws InterruptedException {
        answerHead("/1", 403, 403);

        assertThat(probe.fault(host.url("/1"))).isEqualTo("the output's host answered with HTTP 403");
    }

    @Test
    void a_redirect_is_followed_to_its_end() throws InterruptedException {
        host.redirect("/1", "/2").redirect("/2", host.url("/3")).bytes("/3", PICTURE);

        assertThat(probe.fault(host.url("/1"))).isNull();
        assertThat(host.asked()).containsExactly("/1", "/2", "/3");
    }

    @Test
    void a_circle_of_redirects_ends() throws InterruptedException {
        host.redirect("/1", "/1");

        assertThat(probe.fault(host.url("/1"))).isEqualTo("more than 5 redirects");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/", "https://169.254.169.254/", "http://shop.example.com/1", "ftp://a/1"})
    void a_redirect_to_what_may_not_be_asked_is_not_followed(String elsewhere) throws InterruptedException {
        host.redirect("/1", elsewhere);

        assertThat(probe.fault(host.url("/1"))).isNotNull();
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
        assertThat(probe(FetchPolicy.publicSources()).fault(url)).isNotNull();
    }

    @Test
    void a_host_that_is_away_is_asked_once_wherever_one_comes_from() throws InterruptedException {
        host.page("/away", exchange -> exchange.close()).redirect("/to", "/away");
        String away = "its host 127.0.0.1 gives no answer";

        assertThat(probe.fault(host.url("/to"))).isEqualTo(away);
        assertThat(probe.fault(host.url("/away"))).isEqualTo(away);
        assertThat(probe.fault(host.url("/other").replace("http:", "HTTP:"))).isEqualTo(away);
        assertThat(host.asked()).startsWith("/to", "/away").doesNotContain("/other");
    }

    @Test
    void a_host_without_an_address_is_not_known() throws InterruptedException {
        AddressPolicy policy =
                FetchPolicy.sources(URI.create("https://service.test/v1"), false, ReachabilityProbeTest::nowhere);

        assertThat(probe(policy).fault("https://nowhere.shop/1")).isEqualTo("its host nowhere.shop is not known");
    }

    private void answerHead(String path, int head, int otherwise) {
        host.page(path, exchange -> {
            methods.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Range"));
            int status = exchange.getRequestMethod().equals("HEAD") ? head : otherwise;
            exchange.sendResponseHeaders(status, -1);
        });
    }

    private static ReachabilityProbe probe(AddressPolicy policy) {
        return new ReachabilityProbe(policy, DEADLINE, InstantSource.system());
    }

    private static InetAddress[] nowhere(String host) throws UnknownHostException {
        throw new UnknownHostException(host);
    }
}
