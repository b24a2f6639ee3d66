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

class FetchPolicyOutputsTest {

    private static final URI VENDOR = URI.create("https://model-api.runcomfy.net/v1");
    private static final String PUBLIC = "93.184.216.34";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cdn.runcomfy.net/a.png",
                "https://runcomfy.net/a.png",
                "https://a.b.runcomfy.com/a.png?sig=1",
                "HTTPS://CDN.RunComfy.NET/a.png",
                "https://cdn.runcomfy.net:8443/a.png"
            })
    void outputs_are_fetched_over_https_from_the_services_hosts(String url) throws Exception {
        assertThat(vendor(PUBLIC).check(url)).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cdn.runcomfy.net/a.png",
                "ftp://cdn.runcomfy.net/a.png",
                "file:///etc/passwd",
                "data:image/png;base64,AAAA",
                "cdn.runcomfy.net/a.png",
                "//cdn.runcomfy.net/a.png",
                "https:///a.png",
                "",
                "https://runcomfy.net.evil.example/a.png",
                "https://evilruncomfy.net/a.png",
                "https://runcomfy.net@evil.example/a.png",
                "https://evil.example@cdn.runcomfy.net/a.png",
                "https://user:secret@cdn.runcomfy.net/a.png",
                "https://evil.example/runcomfy.net",
                "https://evil.example?.runcomfy.net",
                "https://evil.example#.runcomfy.net",
                "https://evil.example\\.runcomfy.net/a.png",
                "https://cdn.runcomfy.net%2eevil.example/a.png",
                "https://runcomfy.network/a.png",
                "https://runcomfy.net./a.png",
                "https://127.0.0.1/a.png",
                "https://[::1]/a.png",
                "https://2130706433/a.png",
                "https://localhost/a.png",
                "https://169.254.169.254/latest/meta-data"
            })
    void anything_else_is_not_asked_nor_even_looked_up(String url) {
        FetchPolicy policy = FetchPolicy.outputs(VENDOR, false, host -> {
            throw new AssertionError("looked up " + host);
        });
        assertThatThrownBy(() -> policy.check(url)).isInstanceOf(UntrustedAddressException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "198.18.0.1",
                "198.19.255.255",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "64:ff9b::a00:1",
                "64:ff9b:1::7f00:1",
                "2002:7f00:1::1",
                "2001:0:7f00:1::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1"
            })
    void a_host_of_the_vendors_that_points_inside_is_not_asked(String address) {
        assertThatThrownBy(() -> vendor(address).check("https://cdn.runcomfy.net/a.png"))
                .isInstanceOf(UntrustedAddressException.class)
                .hasMessageContaining("inside a private network");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PUBLIC,
                "172.32.0.1",
                "100.128.0.1",
                "100.63.255.255",
                "198.20.0.1",
                "2606:4700::1",
                "2001:db9::1"
            })
    void an_address_of_the_open_internet_is(String address) throws Exception {
        assertThat(vendor(address).check("https://cdn.runcomfy.net/a.png")).isNotNull();
    }

    @Test
    void one_address_inside_among_many_is_enough_to_refuse() throws Exception {
        InetAddress[] mixed = {InetAddress.getByName(PUBLIC), InetAddress.getByName("10.0.0.1")};
        FetchPolicy policy = FetchPolicy.outputs(VENDOR, false, host -> mixed);
        assertThatThrownBy(() -> policy.check("https://cdn.runcomfy.net/a.png"))
                .isInstanceOf(UntrustedAddressException.class);
    }

    @Test
    void a_service_of_the_users_own_serves_its_own_outputs() throws Exception {
        FetchPolicy policy =
                FetchPolicy.outputs(URI.create("https://mirror.example/v1"), false, host -> addresses(PUBLIC));
        assertThat(policy.check("https://mirror.example/a.png")).isNotNull();
        assertThatThrownBy(() -> policy.check("https://cdn.mirror.example/a.png"))
                .isInstanceOf(UntrustedAddressException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9/a.png", "http://localhost:9/a.png", "http://[::1]:9/a.png"})
    void a_service_on_this_machine_serves_from_this_machine(String url) throws Exception {
        assertThat(FetchPolicy.outputs(URI.create("http://127.0.0.1:8/v1"), true)
                        .check(url))
                .isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/a.png", "http://169.254.169.254/", "https://10.0.0.1/a.png"})
    void but_not_from_another_one(String url) {
        FetchPolicy policy = FetchPolicy.outputs(URI.create("http://127.0.0.1:8/v1"), true);
        assertThatThrownBy(() -> policy.check(url)).isInstanceOf(UntrustedAddressException.class);
    }

    @Test
    void a_strangers_name_for_this_machine_is_not_this_machine() {
        FetchPolicy policy =
                FetchPolicy.outputs(URI.create("http://127.0.0.1:8/v1"), true, host -> addresses("127.0.0.1"));
        assertThatThrownBy(() -> policy.check("http://evil.example/a.png"))
                .isInstanceOf(UntrustedAddressException.class);
    }

    private static FetchPolicy vendor(String address) {
        return FetchPolicy.outputs(VENDOR, false, host -> addresses(address));
    }

    private static InetAddress[] addresses(String address) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName(address)};
    }
}
