package dev.darkroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlProbeTest {

    private final Map<String, UrlProbe.Answer> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final UrlProbe probe = new UrlProbe(this::ask, UrlProbeTest::addresses);

    @ParameterizedTest
    @CsvSource({"200, ", "204, ", "429, ", "401, 401", "404, 404", "500, 500", "304, 304"})
    void the_status_decides(int status, @Nullable String fault) throws InterruptedException {
        answer("HEAD https://a.example/1", status, null);

        assertFault("https://a.example/1", fault == null ? null : "its host answers with status " + fault);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 405, 501})
    void a_host_that_refuses_head_is_asked_for_the_first_byte(int status) throws InterruptedException {
        answer("HEAD https://a.example/1", status, null);
        answer("GET https://a.example/1", 206, null);

        assertFault("https://a.example/1", null);
        assertThat(asked).containsExactly("HEAD https://a.example/1", "GET https://a.example/1");
    }

    @Test
    void a_redirect_is_followed_to_its_end() throws InterruptedException {
        answer("HEAD https://a.example/1", 302, "/2");
        answer("HEAD https://a.example/2", 301, "https://b.example/3");
        answer("HEAD https://b.example/3", 200, null);

        assertFault("https://a.example/1", null);
        assertThat(asked).hasSize(3);
    }

    @Test
    void a_circle_of_redirects_ends() throws InterruptedException {
        answer("HEAD https://a.example/1", 302, "/1");

        assertFault("https://a.example/1", "it is redirected more than 5 times");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://inside.example/1", "https://mixed.example/1", "https://127.0.0.1/1", "https://[::1]/"})
    void an_address_inside_a_private_network_is_never_asked(String url) throws InterruptedException {
        assertThat(probe.fault(url)).endsWith("is inside a private network");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_redirect_into_a_private_network_is_not_followed() throws InterruptedException {
        answer("HEAD https://a.example/1", 302, "https://inside.example/");

        assertFault("https://a.example/1", "its host inside.example is inside a private network");
        assertThat(asked).containsExactly("HEAD https://a.example/1");
    }

    @Test
    void a_redirect_out_of_https_is_not_followed() throws InterruptedException {
        answer("HEAD https://a.example/1", 302, "http://a.example/1");

        assertFault("https://a.example/1", "it leads to an address that is not https");
    }

    @Test
    void a_host_that_is_away_is_asked_once() throws InterruptedException {
        assertFault("https://down.example/1", "its host down.example cannot be reached");
        assertFault("https://DOWN.example/2", "its host down.example cannot be reached");
        assertFault("https://slow.example/1", "its host slow.example gives no answer in time");
        assertThat(asked).containsExactly("HEAD https://down.example/1", "HEAD https://slow.example/1");
    }

    @Test
    void a_host_without_an_address_is_not_known() throws InterruptedException {
        assertFault("https://nowhere.example/1", "its host nowhere.example is not known");
    }

    private void assertFault(String url, @Nullable String fault) throws InterruptedException {
        assertThat(probe.fault(url)).isEqualTo(fault);
    }

    private void answer(String request, int status, @Nullable String location) {
        answers.put(request, new UrlProbe.Answer(status, location));
    }

    private UrlProbe.Answer ask(String method, URI url) throws IOException {
        asked.add(method + " " + url);
        if (url.getHost().equals("slow.example")) {
            throw new HttpTimeoutException("request timed out");
        }
        UrlProbe.Answer answer = answers.get(method + " " + url);
        if (answer == null) {
            throw new ConnectException("refused");
        }
        return answer;
    }

    private static InetAddress[] addresses(String host) throws UnknownHostException {
        InetAddress outside = InetAddress.getByAddress(new byte[] {93, (byte) 184, 1, 1});
        InetAddress inside = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
        return switch (host) {
            case "inside.example" -> new InetAddress[] {inside};
            case "mixed.example" -> new InetAddress[] {outside, inside};
            case "nowhere.example" -> throw new UnknownHostException(host);
            case "127.0.0.1", "[::1]" -> InetAddress.getAllByName(host);
            default -> new InetAddress[] {outside};
        };
    }
}
