package dev.darkroom.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.fetch.AddressPolicy.UntrustedAddressException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchPolicySourcesTest {

    private static final URI VENDOR = URI.create("https://model-api.runcomfy.net/v1");
    private static final URI SIMULATOR = URI.create("http://127.0.0.1:8/v1");
    private static final String SAMPLE = "https://catalog.darkroom.example/mug-101.jpg";

    @Test
    void any_public_host_is_asked_over_https() throws Exception {
        String url = "https://Shop.example.com/a.jpg?x=1";
        assertThat(policy("93.184.216.34").check(url)).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "::1",
                "fe80::1",
                "fd00::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1"
            })
    void a_name_that_stands_for_an_address_of_ours_is_not(String address) {
        assertThatThrownBy(() -> policy(address).check("https://shop.example.com/a.jpg"))
                .isInstanceOf(UntrustedAddressException.class)
                .hasMessageContaining("source")
                .hasMessageContaining("private network");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example.com/a.jpg",
                "ftp://shop.example.com/a.jpg",
                "file:///etc/passwd",
                "https://user:secret@shop.example.com/a.jpg",
                "https:///a.jpg",
                "https://shop.example/a.jpg",
                "https://shop.test./a.jpg",
                "https://x.invalid/a.jpg",
                SAMPLE,
                "not an address"
            })
    void nor_is_what_is_no_public_web_address(String url) {
        assertThatThrownBy(() -> policy("93.184.216.34").check(url)).isInstanceOf(UntrustedAddressException.class);
    }

    @Test
    void beside_a_service_on_this_machine_sources_may_be_here_too() throws Exception {
        FetchPolicy policy = FetchPolicy.sources(SIMULATOR, true);
        assertThat(policy.check("http://127.0.0.1:9/a.jpg")).isEqualTo(URI.create("http://127.0.0.1:9/a.jpg"));
        assertThat(policy.check(SAMPLE)).isEqualTo(URI.create("http://127.0.0.1:8/catalog/mug-101.jpg"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/a.jpg", "https://10.0.0.1/a.jpg", "http://evil.example.com/a.jpg"})
    void but_nowhere_else_inside(String url) {
        FetchPolicy policy = FetchPolicy.sources(SIMULATOR, true, FetchPolicySourcesTest::addresses);
        assertThatThrownBy(() -> policy.check(url)).isInstanceOf(UntrustedAddressException.class);
    }

    private static FetchPolicy policy(String address) {
        return FetchPolicy.sources(VENDOR, false, host -> addresses(address));
    }

    private static InetAddress[] addresses(String host) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName(host.startsWith("evil") ? "127.0.0.1" : host)};
    }
}
