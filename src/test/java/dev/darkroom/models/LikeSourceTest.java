package dev.darkroom.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class LikeSourceTest {

    private static final Path PAGE = Path.of("docs", "manifest.md");
    private static final String VENDOR = "blackforestlabs/flux-2/";
    private static final int SOURCES = 40;
    private static final int LONG_SIDE = 2400;

    private final ModelCatalog models = ModelCatalog.builtIn();

    /** Returns sources whose width to height goes from one to four to four to one, in even steps. */
    private static List<int[]> sources() {
        return IntStream.range(0, SOURCES)
                .mapToObj(n -> {
                    double proportion = Math.pow(4, 2.0 * n / (SOURCES - 1) - 1);
                    return proportion < 1
                            ? new int[] {(int) Math.round(LONG_SIDE * proportion), LONG_SIDE}
                            : new int[] {LONG_SIDE, (int) Math.round(LONG_SIDE / proportion)};
                })
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "flash/edit, 1.26",
        "flash/text-to-image, 1.26",
        "dev/edit, 0.015",
        "lora/edit, 0.015",
        "flex/edit, 0.015"
    })
    void what_is_sent_is_valid_and_no_farther_from_the_source_than_the_page_says(String model, double worst) {
        for (int[] source : sources()) {
            JsonNode size = size(model, source);

            assertThat(error(size, source)).isLessThanOrEqualTo(worst);
            assertThat(pixels(size)).isLessThanOrEqualTo(1024 * 1024);
            assertThat(model(model).check(inputOf(model, size)))
                    .as(size.toString())
                    .isEmpty();
        }
    }

    @Test
    void proportions_that_have_a_preset_are_sent_as_it() {
        assertThat(size("dev/edit", new int[] {3000, 3000}).stringValue()).isEqualTo("square_hd");
        assertThat(size("flex/edit", new int[] {4000, 3000}).stringValue()).isEqualTo("landscape_4_3");
        assertThat(size("lora/edit", new int[] {1080, 1920}).stringValue()).isEqualTo("portrait_16_9");
    }

    @Test
    void sides_are_multiples_of_sixteen_within_the_limits() {
        JsonNode size = size("dev/edit", new int[] {3000, 2000});

        assertThat(size.path("width").asInt() % 16 + size.path("height").asInt() % 16)
                .isZero();
        assertThat(size.path("width").asInt()).isBetween(512, 2048);
        assertThat(size.path("height").asInt()).isBetween(512, 2048);
        assertThat(error(size, new int[] {3000, 2000})).isLessThan(0.01);
    }

    @Test
    void the_page_shows_what_is_sent() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int[] source : sources()) {
            lines.add("| " + source[0] + " × " + source[1] + " | " + cell("flash/edit", source) + " | "
                    + cell("dev/edit", source) + " | " + cell("flex/edit", source) + " |");
        }

        assertThat(Files.readAllLines(PAGE)).containsSequence(lines);
    }

    private String cell(String model, int[] source) {
        JsonNode size = size(model, source);
        String sent = size.isString()
                ? "`" + size.stringValue() + "`"
                : size.path("width").asInt() + " × " + size.path("height").asInt();
        return sent + ", " + String.format(Locale.ROOT, "%.1f", error(size, source) * 100) + "%";
    }

    private ImageModel model(String name) {
        return models.find(VENDOR + name).orElseThrow();
    }

    private JsonNode size(String model, int[] source) {
        return LikeSource.size(model(model), source[0], source[1]).orElseThrow();
    }

    private static double error(JsonNode size, int[] source) {
        return LikeSource.error(LikeSource.proportionOf(size).orElseThrow(), source[0] / (double) source[1]);
    }

    private static long pixels(JsonNode size) {
        return (long) size.path("width").asInt() * size.path("height").asInt();
    }

    private ObjectNode inputOf(String model, JsonNode size) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("prompt", "a shoe");
        if (model(model).hasInput("image_urls")) {
            input.putArray("image_urls").add("https://a.example/1.jpg");
        }
        input.set("image_size", size);
        return model(model).complete(input);
    }
}
