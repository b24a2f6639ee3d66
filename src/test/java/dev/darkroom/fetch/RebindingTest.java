package dev.darkroom.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.fetch.AddressPolicy.UntrustedAddressException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name that stands for a public address when it is checked, and for one of ours when it is connected to. */
class RebindingTest {

    @TempDir
    Path folder;

    private final PictureHost host = new PictureHost().bytes("/a.png", PictureHost.picture("png"));
    private final AtomicInteger checks = new AtomicInteger();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void nothing_counts_of_what_an_address_answers_that_was_not_checked() throws Exception {
        Path part = folder.resolve("part");

        assertThatThrownBy(() -> new PictureFetcher(new RebindingPolicy(), 1 << 20, InstantSource.system())
                        .fetch(host.url("/a.png"), part))
                .isInstanceOf(FetchException.class)
                .hasMessage("the output's host has an address inside a private network");
        assertThat(checks.get()).isEqualTo(2);
        assertThat(Files.exists(part)).isFalse();
    }

    @Test
    void a_host_that_cannot_be_trusted_has_not_been_reached() {
        SourceProbe probe = new SourceProbe(new RebindingPolicy(), Duration.ofSeconds(20), InstantSource.system());

        assertThatThrownBy(() -> probe.fetch(host.url("/a.png"), null)).hasMessageContaining("private network");
    }

    private final class RebindingPolicy implements AddressPolicy {

        @Override
        public URI check(String url) throws UntrustedAddressException {
            if (checks.incrementAndGet() > 1) {
                throw new UntrustedAddressException("the output's host has an address inside a private network");
            }
            return URI.create(url);
        }

        @Override
        public String what() {
            return "output";
        }

        @Override
        public String bound() {
            return "nothing";
        }
    }
}
