package dev.darkroom.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.darkroom.models.ModelCatalog;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.PictureType;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OutputChecksTest {

    private static final String EDIT = "blackforestlabs/flux-2/flash/edit";
    private static final String FLEX = "blackforestlabs/flux-2/flex/edit";
    private static final String TEXT = "blackforestlabs/flux-2/flash/text-to-image";
    private static final String EDITED = "{'image_urls': ['https://a.example/1']}";
    private static final int SIDE = 512;
    private static final List<String> FORMATS = List.of("png", "jpeg", "webp");
    private static final ModelCatalog CATALOG = ModelCatalog.builtIn();

    @TempDir
    Path folder;

    static Stream<Arguments> pictures() {
        return Stream.of(
                        arguments("a product on white", white().product(0.6), ""),
                        arguments("a small product on white", white().product(0.07), ""),
                        arguments(
                                "a product a little soft", white().product(0.6).blurred(1), ""),
                        arguments(
                                "a sharp one before a soft ground", softGround().product(0.4), ""),
                        arguments("a product that the lower edge cuts", cut(), ""),
                        arguments("white and nothing else", white(), "blank"),
                        arguments("a faint gradient", white().gradient(248), "blank"),
                        arguments("a speck of dust", white().fill(Color.RED, 30, 40, 9, 9), "blank"),
                        arguments("a strong gradient", white().gradient(120), "background blurred"),
                        arguments(
                                "a product on cream", on(MadePictures.OFF_WHITE).product(0.6), "background"),
                        arguments("a table's edge", table().product(0.6), "background"),
                        arguments("cream and nothing else", on(MadePictures.OFF_WHITE), "blank background"),
                        arguments("out of focus", white().product(0.6).blurred(8), "blurred"))
                .flatMap(made -> FORMATS.stream().map(format -> with(format, made.get())));
    }

    private static Arguments with(String format, Object[] made) {
        return arguments(format, made[0], ((MadePictures) made[1]).image(), made[2]);
    }

    private static MadePictures on(Color ground) {
        return MadePictures.on(ground, SIDE, SIDE);
    }

    private static MadePictures white() {
        return on(Color.WHITE);
    }

    private static MadePictures softGround() {
        MadePictures ground = white();
        for (int x = 40; x < SIDE - 60; x += 120) {
            ground.fill(new Color(0xB0C4B8), x, 40, 60, SIDE - 80);
        }
        return ground.blurred(8);
    }

    private static MadePictures cut() {
        return white().product(0.6).fill(new Color(0x33404A), 100, 250, 300, SIDE - 250);
    }

    private static MadePictures table() {
        return white().fill(new Color(0x9B7653), 0, SIDE - 150, SIDE, 150);
    }

    @ParameterizedTest(name = "{1}, {0}")
    @MethodSource("pictures")
    void what_is_wrong_with_a_picture_is_flagged_and_what_is_not_is_not(
            String format, String what, BufferedImage image, String flags) throws Exception {
        String input =
                "{'output_format': '" + format + "', 'image_size': 'square', 'image_urls': ['https://a.example/1']}";

        CheckResult result = look(write(format, image), EDIT, input);

        assertThat(result.flags().stream().map(flag -> flag.replaceAll("=.*", "")))
                .as("%s", result.flags())
                .containsExactlyElementsOf(flags.isEmpty() ? List.of() : Arrays.asList(flags.split(" ")));
        assertThat(result.small()).isNotNull();
    }

    @ParameterizedTest(name = "{0} {1}, {2}x{3} {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        flash | 'image_size': 'square_hd'                              | 1024 | 1024 | png  |
        flash | 'image_size': 'square_hd'                              | 1008 | 1024 | png  |
        flash | 'image_size': 'square_hd'                              | 1000 | 1000 | png  | size=1000x1000
        flash | 'image_size': 'square_hd'                              | 1000 | 1030 | png  | size=1000x1030 aspect=0.0291
        flash | 'image_size': 'portrait_4_3'                           | 768  | 1024 | png  |
        flash | 'image_size': 'portrait_4_3'                           | 1024 | 768  | png  | size=1024x768 aspect=0.438
        flash | 'image_size': 'landscape_16_9'                         | 1024 | 576  | png  |
        flash | 'image_urls': ['https://a.example/1']                  | 700  | 300  | png  |
        flash | 'image_size': 'square', 'output_format': 'jpeg'        | 512  | 512  | jpeg |
        flash | 'image_size': 'square', 'output_format': 'jpeg'        | 512  | 512  | png  | format=png
        flash | 'image_size': 'square', 'output_format': 'webp'        | 512  | 512  | webp |
        flash | 'image_size': 'square', 'output_format': 'webp'        | 512  | 512  | jpeg | format=jpeg
        flash | 'image_size': 'square'                                 | 512  | 512  | gif  | format=gif
        flex  | 'image_size': {'width': 640, 'height': 960}            | 640  | 960  | jpeg |
        flex  | 'image_size': {'width': 640, 'height': 960}            | 960  | 640  | jpeg | size=960x640 aspect=0.556
        flex  | 'image_size': 'auto'                                   | 333  | 777  | jpeg |
        flex  | 'image_urls': ['https://a.example/1']                  | 333  | 777  | png  | format=png
        text  | 'prompt': 'a bowl'                                     | 1024 | 768  | png  |
        text  | 'prompt': 'a bowl'                                     | 1024 | 1024 | webp | format=webp size=1024x1024 aspect=0.25
        """)
    void a_picture_is_compared_with_what_was_asked_for_or_is_the_models_default(
            String model, String input, int width, int height, String format, String flags) throws Exception {
        String id = model.equals("flash") ? EDIT : model.equals("flex") ? FLEX : TEXT;
        BufferedImage image =
                MadePictures.on(Color.WHITE, width, height).product(0.6).image();

        CheckResult result = look(write(format, image), id, "{" + input + "}");

        assertThat(String.join(" ", result.flags())).isEqualTo(flags == null ? "" : flags);
    }

    @Test
    void a_model_that_is_not_known_any_more_has_no_defaults_to_compare_with() throws Exception {
        Path file = write(
                "webp", MadePictures.on(Color.WHITE, 300, 200).product(0.6).image());

        assertThat(look(file, "some/other/model", "{}").flags()).isEmpty();
        assertThat(look(file, "some/other/model", "{'width': 200, 'height': 300}")
                        .flags())
                .containsExactly("size=300x200", "aspect=0.556");
    }

    @ParameterizedTest
    @CsvSource({"png", "webp"})
    void a_picture_that_is_garbled_within_is_undecodable(String format) throws Exception {
        Path file = write(format, white().product(0.6).image());
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, format.equals("png") ? 50 : 12, bytes.length - 16, (byte) 0x5a);
        Files.write(file, bytes);

        CheckResult result =
                looking(limits(100_000_000)).check(file, new PictureFile(type(format), 512, 512), EDIT, json(EDITED));

        assertThat(result.flags()).first().isEqualTo("undecodable=512x512");
        assertThat(result.small()).isNull();
    }

    @Test
    void a_picture_of_too_many_pixels_is_not_opened_and_yet_compared() throws Exception {
        PictureFile bomb = new PictureFile(PictureType.PNG, 60_000, 60_000);

        CheckResult result = looking(limits(100_000_000))
                .check(folder.resolve("nothing-there"), bomb, EDIT, json("{'image_size': 'square'}"));

        assertThat(result.flags()).containsExactly("undecodable=60000x60000", "size=60000x60000");
    }

    @Test
    void the_bound_of_pixels_is_the_users_to_lower() throws Exception {
        Path file = write("png", white().product(0.6).image());
        PictureFile picture = PictureFile.inspect(file);

        assertThat(looking(limits(512 * 512))
                        .check(file, picture, EDIT, json(EDITED))
                        .flags())
                .isEmpty();
        assertThat(looking(limits(512 * 512 - 1))
                        .check(file, picture, EDIT, json(EDITED))
                        .flags())
                .containsExactly("undecodable=512x512");
    }

    @ParameterizedTest
    @CsvSource({"png", "jpeg", "webp"})
    void a_check_that_is_off_raises_no_flag(String format) throws Exception {
        CheckLimits off = new CheckLimits(
                1_000_000,
                false,
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty());
        String other = format.equals("png") ? "jpeg" : "png";
        ObjectNode input = json("{'output_format': '" + other + "', 'image_size': 'landscape_4_3'}");
        for (MadePictures made : List.of(white(), white().product(0.6).blurred(8))) {
            Path file = write(format, made.image());
            assertThat(looking(off)
                            .check(file, PictureFile.inspect(file), EDIT, input)
                            .flags())
                    .isEmpty();
        }
        assertThat(Arrays.stream(CheckFlag.values()).filter(off::checks)).containsExactly(CheckFlag.UNDECODABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.00004, 0",
        "0.00321, 0.0032",
        "0.25, 0.25",
        "0.43754, 0.438",
        "7.319, 7.32",
        "12.34, 12.3",
        "1234.5, 1235"
    })
    void a_figure_is_a_short_decimal(double measure, String figure) {
        assertThat(FlagFigure.of(measure)).isEqualTo(figure);
    }

    @Test
    void the_first_flag_that_fails_a_row_is_its_reason() {
        List<List<String>> raised = List.of(List.of("size=9x9"), List.of("glare=1", "blank=0.0003", "blurred=1"));

        assertThat(FailedCheck.among(List.of(CheckFlag.BLURRED, CheckFlag.BLANK), raised))
                .hasValueSatisfying(failed -> {
                    assertThat(failed.code()).isEqualTo("CHECK_BLANK");
                    assertThat(failed.message())
                            .startsWith("blank=0.0003: it is of one colour")
                            .contains("another seed");
                });
        assertThat(FailedCheck.among(List.of(CheckFlag.FORMAT), raised)).isEmpty();
    }

    private CheckResult look(Path file, String model, String input) throws Exception {
        return looking(limits(100_000_000)).check(file, PictureFile.inspect(file), model, json(input));
    }

    private static OutputChecks looking(CheckLimits limits) {
        return new OutputChecks(new PictureDecoder(), CATALOG, limits);
    }

    /** Returns the job file's defaults, and a white background. */
    private static CheckLimits limits(long pixels) {
        return new CheckLimits(
                pixels,
                true,
                OptionalInt.of(16),
                OptionalDouble.of(0.02),
                OptionalDouble.of(0.002),
                OptionalDouble.of(0.01),
                Optional.of(new RequestedBackground(0xffffff, 8, 0.35)),
                OptionalDouble.of(30));
    }

    private Path write(String format, BufferedImage image) throws IOException {
        Path file = folder.resolve("picture." + format);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return file;
    }

    private static PictureType type(String format) {
        return format.equals("png") ? PictureType.PNG : PictureType.WEBP;
    }

    private static ObjectNode json(String json) {
        return JsonMapper.shared().readTree(json.replace('\'', '"')).asObject();
    }
}
