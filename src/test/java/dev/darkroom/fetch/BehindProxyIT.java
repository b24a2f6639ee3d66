package dev.darkroom.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.api.ProxyRoutes;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Pictures behind a proxy that alone can resolve their hosts' names. */
@Isolated
class BehindProxyIT {

    /** Names that nobody resolves, so that whoever tries to fails. */
    private static final String SERVICE = "model-api.runcomfy.invalid";

    private static final String PICTURES = "pictures.runcomfy.invalid";
    private static final String URL = "https://" + SERVICE + "/a.png";

    @TempDir
    private Path folder;

    private final byte[] png = PictureHost.picture("png");
    private final ProxySelector usual = ProxySelector.getDefault();

    @AfterEach
    void reset() {
        ProxySelector.setDefault(usual);
    }

    @Test
    void what_the_variables_name_is_used_for_downloads_and_probes() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy(folder, png, "image/png", null, SERVICE, PICTURES);
                Trusting trusting = new Trusting(proxy.trusting())) {
            assertThat(trusting).isNotNull();
            ProxyRoutes.install(Map.of("https_proxy", "localhost:" + proxy.port()));
            assertThat(ProxyRoutes.through(URI.create(URL))).isEqualTo("localhost:" + proxy.port());
            assertThat(ProxyRoutes.through(URI.create("http://127.0.0.1:8080/")))
                    .isNull();

            FetchPolicy outputs = FetchPolicy.outputs(URI.create("https://" + SERVICE + "/v1"), false);
            Path part = folder.resolve("part");
            new PictureFetcher(outputs, 1_000_000, InstantSource.system()).fetch(URL, part);
            assertThat(Files.readAllBytes(part)).isEqualTo(png);
            new HeadRequest(outputs, Duration.ofSeconds(10), InstantSource.system()).send(URL);
            assertThat(new HostProbe(outputs, Duration.ofSeconds(10), InstantSource.system()).fault(SERVICE))
                    .isNull();
            assertThat(proxy.asked()).containsOnly(SERVICE + ":443").hasSize(3);
        }
    }

    @Test
    void a_name_is_checked_by_its_letters_where_the_proxy_resolves_it() {
        ProxyRoutes.install(Map.of("HTTPS_PROXY", "http://localhost:1", "NO_PROXY", "direct.example.com"));
        FetchPolicy sources = FetchPolicy.sources(URI.create("https://model-api.runcomfy.net/v1"), false, host -> {
            throw new AssertionError("looked up " + host);
        });
        assertThat(allows(sources, "https://shop.example.com/1.jpg")).isTrue();
        assertThat(allows(sources, "https://93.184.216.34/1.jpg")).isTrue();
        for (String host : new String[] {
            "intranet",
            "nas.local",
            "files.corp",
            "10.0.0.7",
            "169.254.169.254",
            "[fd12::1]",
            "0x7f000001.x",
            "2130706433"
        }) {
            assertThat(allows(sources, "https://" + host + "/1.jpg")).as(host).isFalse();
        }
        assertThatThrownBy(() -> sources.check("https://direct.example.com/1.jpg"))
                .hasMessage("looked up direct.example.com");
    }

    private static boolean allows(FetchPolicy policy, String url) {
        try {
            policy.check(url);
            return true;
        } catch (AddressPolicy.UntrustedAddressException refused) {
            return false;
        } catch (java.net.UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Lets all new clients trust a certificate. */
    private static final class Trusting implements AutoCloseable {

        private final SSLContext usual;

        private Trusting(SSLContext context) throws Exception {
            usual = SSLContext.getDefault();
            SSLContext.setDefault(context);
        }

        @Override
        public void close() {
            SSLContext.setDefault(usual);
        }
    }
}
