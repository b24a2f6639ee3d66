package dev.darkroom.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.models.ModelCatalog;
import dev.darkroom.picture.SmallPicture;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SourceChecksTest {

    private static final String MODEL = "blackforestlabs/flux-2/flash/edit";
    private static final int SIDE = 320;
    private static final int WHITE = 0xf8f8f8;

    private final SourceChecks checks = new SourceChecks(
            ModelCatalog.builtIn(),
            new CheckLimits(
                    100_000_000,
                    true,
                    OptionalInt.empty(),
                    OptionalDouble.of(0.02),
                    OptionalDouble.empty(),
                    OptionalDouble.of(0.02),
                    Optional.empty(),
                    OptionalDouble.empty()));

    @Test
    void a_picture_that_is_its_source_again_is_flagged() {
        assertThat(flags(SourceChecksTest::cup)).containsExactly("identical=0");
    }

    @Test
    void noise_as_of_compression_does_not_hide_it() {
        assertThat(flags((x, y) -> cup(x, y) + (x * 7 + y * 13) % 4 * 0x010101))
                .singleElement()
                .asString()
                .startsWith("identical=0.00");
    }

    @Test
    void a_small_thing_that_was_changed_is_a_change() {
        assertThat(flags((x, y) -> inside(x, y, 150, 180) ? 0xff2020 : cup(x, y)))
                .isEmpty();
    }

    @Test
    void another_background_is_a_change() {
        assertThat(flags((x, y) -> cup(x, y) == WHITE ? 0xd8d8e0 : 0x3050a0)).isEmpty();
    }

    @ParameterizedTest(name = "{0}x{1} of {2}x{3}: {4}")
    @CsvSource({
        "1024, 1024, 800, 800, ''",
        "1024, 768, 800, 600, ''",
        "768, 1024, 800, 600, ''",
        "1016, 768, 800, 600, ''",
        "1024, 1024, 800, 600, aspect=0.25"
    })
    void a_size_left_to_the_model_is_to_have_the_sources_proportion(
            int width, int height, int sourceWidth, int sourceHeight, String expected) {
        PictureSample output = new PictureSample(picture((x, y) -> 0x808080), width, height);
        PictureSample source = new PictureSample(picture(SourceChecksTest::cup), sourceWidth, sourceHeight);

        List<String> flags = checks.flags(MODEL, input(), output, source);

        assertThat(String.join("|", flags)).isEqualTo(expected);
    }

    @Test
    void a_size_that_was_asked_for_need_not() {
        PictureSample output = new PictureSample(picture((x, y) -> 0x808080), 512, 512);
        PictureSample source = new PictureSample(picture(SourceChecksTest::cup), 800, 600);

        assertThat(checks.flags(MODEL, input().put("image_size", "square"), output, source))
                .isEmpty();
    }

    /** Draws a cup-like thing on white. */
    private static int cup(int x, int y) {
        return inside(x, y, 100, 220) ? 0x3050a0 : WHITE;
    }

    private static boolean inside(int x, int y, int from, int to) {
        return x >= from && x < to && y >= from && y < to;
    }

    private List<String> flags(IntBinaryOperator made) {
        return checks.flags(
                MODEL,
                input(),
                new PictureSample(picture(made), SIDE, SIDE),
                new PictureSample(picture(SourceChecksTest::cup), SIDE, SIDE));
    }

    private static ObjectNode input() {
        ObjectNode input = JsonMapper.shared().createObjectNode();
        input.putArray("image_urls").add("https://shop.example.com/a.jpg");
        return input;
    }

    private static SmallPicture picture(IntBinaryOperator colour) {
        int[] pixels = new int[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                pixels[y * SIDE + x] = colour.applyAsInt(x, y);
            }
        }
        return new SmallPicture(SIDE, SIDE, pixels);
    }
}
