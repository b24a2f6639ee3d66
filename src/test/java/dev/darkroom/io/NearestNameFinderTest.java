package dev.darkroom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameFinderTest {

    @ParameterizedTest
    @CsvSource({
        "promt, prompt",
        "porm, prompt",
        "imageurls, image_urls",
        "Image-Size, image_size",
        "guidence_scale, guidance_scale",
        "sede, seed",
        "image, image_urls",
        "scale, guidance_scale",
    })
    void finds_the_name_that_was_meant(String written, String meant) {
        List<String> known = List.of("prompt", "image_urls", "image_size", "guidance_scale", "seed");
        assertThat(NearestNameFinder.find(written, known)).contains(meant);
    }

    @Test
    void finds_nothing_where_nothing_is_known() {
        assertThat(NearestNameFinder.find("x", List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "manifets, manifest, true",
        "rates, rate, true",
        "rtae, rate, true",
        "max_in_flight, max-in-flight, true",
        "maxInFlight, max-in-flight, true",
        "timeout, queue-timeout, false",
        "timeout, output, false",
        "rate, seed, false",
    })
    void a_name_with_a_third_of_its_letters_wrong_is_near(String written, String name, boolean near) {
        assertThat(NearestNameFinder.isNear(written, name)).isEqualTo(near);
    }
}
