package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRoutesTest {

    @ParameterizedTest
    @CsvSource({
        "*, a.example.com, true",
        "example.com, example.com, true",
        "example.com, a.example.com, true",
        ".example.com, a.example.com, true",
        "*.example.com, a.example.com, true",
        "EXAMPLE.com, a.example.COM, true",
        "example.com, notexample.com, false",
        "other.org example.com, a.example.com, true",
        "'other.org, example.com', a.example.com, true",
        "example.com:8443, example.com:8443, true",
        "example.com:8443, example.com, false",
        "example.com:443, example.com, true",
        "10.0.0.0/8, 10.1.2.3, true",
        "10.0.0.0/8, 10.0.0.0, true",
        "10.0.0.0/8, 11.1.2.3, false",
        "10.0.0.0/8, ten.example.com, false",
        "192.168.1.7, 192.168.1.7, true",
        "fd00::/8, [fd12::1], true",
        "'', a.example.com, false",
        "'', localhost, true",
        "'', 127.0.0.1, true",
        "'', [::1], true"
    })
    void no_proxy_takes_the_entries_of_other_programs(String entries, String host, boolean direct) {
        Map<String, String> variables = Map.of("HTTPS_PROXY", "http://proxy.example.com:3128", "NO_PROXY", entries);
        assertThat(selected(variables, "https://" + host + "/"))
                .isEqualTo(direct ? "DIRECT" : "proxy.example.com:3128");
    }

    @Test
    void capitals_go_before_small_letters_and_http_has_no_proxy() {
        Map<String, String> both = Map.of("HTTPS_PROXY", "first.example.com:1", "https_proxy", "second.example.com:2");
        assertThat(selected(both, "https://a.example.com/")).isEqualTo("first.example.com:1");
        assertThat(selected(Map.of("https_proxy", "second.example.com"), "https://a.example.com/"))
                .isEqualTo("second.example.com:80");
        assertThat(selected(both, "http://a.example.com/")).isEqualTo("DIRECT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://me:secret@host:1080",
                "https://me:secret@host",
                "http://me:se cret@host",
                "http://me:secret@host:65536",
                "http://me:secret@host:0",
                "//"
            })
    void an_address_that_cannot_be_used_is_told_without_its_password(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnvironmentProxies.of(Map.of("HTTPS_PROXY", address), ProxySelector.getDefault()))
                .withMessageContaining("write it as http://host:port")
                .withMessageNotContaining("cret")
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "99999", "1000000", "8080 ", "proxy"})
    void a_port_of_javas_own_that_is_none_is_refused(String port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyRoutes.checkPort(port))
                .withMessage(
                        "Java's property https.proxyPort is not a port: " + port + ". Give a number from 1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "8080", "65535"})
    void a_port_that_can_be_used_is_not(String port) {
        ProxyRoutes.checkPort(port);
    }

    private static String selected(Map<String, String> variables, String url) {
        Proxy proxy = EnvironmentProxies.of(variables, ProxySelector.getDefault())
                .select(URI.create(url))
                .get(0);
        return proxy.type() == Proxy.Type.DIRECT
                ? "DIRECT"
                : proxy.address().toString().replace("/<unresolved>", "");
    }
}
