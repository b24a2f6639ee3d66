package dev.darkroom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SourceHostTest {

    private static final String NAME = "mug-101.jpg";

    private final SourceHost shelf = new SourceHost();

    @Test
    void a_picture_is_told_alike_every_time_until_it_is_replaced() throws Exception {
        Map<String, String> first = shelf.serve(NAME).headers();
        assertThat(first).containsKeys("ETag", "Last-Modified");
        assertThat(new SourceHost().serve(NAME).headers()).isEqualTo(first);

        assertThat(shelf.replace(NAME, Instant.parse("2026-11-21T20:00:00Z"))).isTrue();

        SimulatedResponse second = shelf.serve(NAME);
        assertThat(second.headers().get("ETag")).isNotEqualTo(first.get("ETag"));
        assertThat(second.headers()).containsEntry("Last-Modified", "Sat, 21 Nov 2026 20:00:00 GMT");
        assertThat(second.body()).isNotEqualTo(new SourceHost().serve(NAME).body());
        assertThat(ImageIO.read(new ByteArrayInputStream(second.body()))).isNotNull();
    }

    @Test
    void what_is_not_there_cannot_be_replaced() {
        assertThat(shelf.replace("mug-999.jpg", Instant.EPOCH)).isFalse();
        assertThat(shelf.serve("mug-999.jpg").status()).isEqualTo(404);
    }
}
