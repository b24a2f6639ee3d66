package dev.darkroom.simulator.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PictureStudioIT {

    private static final String MUG = "https://catalog.darkroom.example/mug-101.jpg";
    private static final String UNSEEN = "https://shop.example/4711.jpg";

    private final PictureStudio studio = new PictureStudio();

    static List<String> sizesAndFormats() {
        Map<String, String> sizes = Map.of(
                "'square_hd'", "1024x1024",
                "'square'", "512x512",
                "'portrait_4_3'", "768x1024",
                "'portrait_16_9'", "576x1024",
                "'landscape_4_3'", "1024x768",
                "'landscape_16_9'", "1024x576",
                "{'width': 640, 'height': 1280}", "640x1280");
        List<String> cases = new ArrayList<>();
        sizes.forEach((asked, measured) -> {
            for (PictureFormat format : PictureFormat.values()) {
                cases.add(asked + ";" + measured + ";" + format);
            }
        });
        return cases;
    }

    @ParameterizedTest
    @MethodSource("sizesAndFormats")
    void a_picture_is_a_true_file_of_exactly_the_asked_size(String asked) throws IOException {
        String[] part = asked.split(";", -1);
        for (String source : List.of(MUG, UNSEEN)) {
            String input = "{'prompt': 'on white', 'image_urls': ['" + source + "'], 'image_size': " + part[0]
                    + ", 'output_format': '" + part[2].toLowerCase(Locale.ROOT) + "'}";

            byte[] file = studio.develop(order(input, 1));

            assertThat(formatByMagic(file)).isEqualTo(part[2]);
            BufferedImage picture = decode(file);
            assertThat(picture.getWidth() + "x" + picture.getHeight()).isEqualTo(part[1]);
        }
    }

    @ParameterizedTest
    @CsvSource({"mug-101.jpg, 700, 800", "bwl-701.jpg, 880, 640"})
    void auto_is_the_sources_own_size(String name, int width, int height) throws IOException {
        BufferedImage picture = decode(studio.develop(order(
                "{'prompt': 'on white', 'image_urls': ['https://catalog.darkroom.example/" + name
                        + "'], 'image_size': 'auto', 'output_format': 'jpeg'}",
                1)));

        assertThat(picture.getWidth()).isEqualTo(width);
        assertThat(picture.getHeight()).isEqualTo(height);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mug-101", "lmp-201", "chr-301", "vas-402", "bag-602", "btl-502", "csh-131", "clk-111"})
    void an_edit_differs_visibly_from_its_source_but_keeps_the_product(String name) throws IOException {
        byte[] file = SamplePictures.find(name + ".jpg").orElseThrow();
        BufferedImage source = decode(file);
        BufferedImage edit = decode(studio.develop(order(
                "{'prompt': 'on white', 'image_urls': ['https://catalog.darkroom.example/" + name
                        + ".jpg'], 'image_size': 'square', 'output_format': 'png'}",
                1)));

        assertThat(meanDifference(scaled(source), scaled(edit))).isGreaterThan(40);
        assertThat(new Color(edit.getRGB(3, 3)).getBlue()).isGreaterThan(240);
        assertThat(shareFarFrom(edit, edit.getRGB(3, 3))).isBetween(0.08, 0.7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Blue mug on a pure white background|255|255|255",
                "on a blue background|108|155|209",
                "on a warm grey studio background|185|188|192",
                "on a #ff8040 backdrop|255|128|64",
                "from rich #102030 to soft|16|32|48",
                "a red mug|255|255|255",
            })
    void the_backdrop_has_the_colour_the_prompt_asks_for(String prompt, int red, int green, int blue)
            throws IOException {
        BufferedImage edit = decode(studio.develop(
                new PictureSpecification(prompt, List.of(MUG), new PixelSize(512, 512), PictureFormat.PNG, 1, 1)));

        Color corner = new Color(edit.getRGB(2, 2));
        assertThat(corner.getRed()).isCloseTo(red, offset(9));
        assertThat(corner.getGreen()).isCloseTo(green, offset(9));
        assertThat(corner.getBlue()).isCloseTo(blue, offset(9));
    }

    @Test
    void the_same_order_gives_the_same_file_and_another_number_or_seed_another() {
        byte[] file = studio.develop(numbered(1, 1));

        assertThat(new PictureStudio().develop(numbered(1, 1))).isEqualTo(file);
        assertThat(studio.develop(numbered(1, 2))).isNotEqualTo(file);
        assertThat(studio.develop(numbered(2, 1))).isNotEqualTo(file);
    }

    @Test
    void made_up_pictures_are_small_on_disk() {
        for (int row = 0; row < 30; row++) {
            byte[] file = studio.develop(new PictureSpecification(
                    "row " + row,
                    List.of("https://shop.example/" + row),
                    new PixelSize(1024, 1024),
                    PictureFormat.PNG,
                    row,
                    1));
            assertThat(file.length).isLessThan(60_000);
        }
    }

    @Test
    void many_sources_stand_side_by_side() throws IOException {
        List<String> ten = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            ten.add("https://shop.example/" + number);
        }
        BufferedImage edit = decode(studio.develop(
                new PictureSpecification("all", ten, new PixelSize(1024, 576), PictureFormat.JPEG, 1, 1)));

        assertThat(edit.getWidth()).isEqualTo(1024);
        assertThat(shareFarFrom(edit, edit.getRGB(3, 3))).isGreaterThan(0.05);
    }

    @Test
    void a_picture_without_a_source_follows_from_prompt_and_seed() {
        PixelSize size = new PixelSize(512, 512);
        byte[] one = studio.develop(new PictureSpecification("a vase", List.of(), size, PictureFormat.PNG, 1, 1));

        assertThat(studio.develop(new PictureSpecification("a vase", List.of(), size, PictureFormat.PNG, 2, 1)))
                .isNotEqualTo(one);
        assertThat(studio.develop(new PictureSpecification("a lamp", List.of(), size, PictureFormat.PNG, 1, 1)))
                .isNotEqualTo(one);
    }

    private static PictureSpecification numbered(long seed, int number) {
        return new PictureSpecification(
                "on white", List.of(UNSEEN), new PixelSize(512, 512), PictureFormat.PNG, seed, number);
    }

    private static PictureSpecification order(String json, int number) {
        ObjectNode input = new JsonMapper().readTree(json.replace('\'', '"')).asObject();
        return PictureSpecification.of("model", input, number);
    }

    private static String formatByMagic(byte[] file) {
        if (file[0] == (byte) 0x89 && file[1] == 'P') {
            return "PNG";
        }
        return file[0] == (byte) 0xFF && file[1] == (byte) 0xD8 ? "JPEG" : file[8] == 'W' ? "WEBP" : "?";
    }

    private static BufferedImage decode(byte[] file) throws IOException {
        if (!formatByMagic(file).equals("WEBP")) {
            return ImageIO.read(new ByteArrayInputStream(file));
        }
        ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in);
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage scaled(BufferedImage picture) {
        BufferedImage small = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.drawImage(picture, 0, 0, 64, 64, null);
        graphics.dispose();
        return small;
    }

    private static double meanDifference(BufferedImage one, BufferedImage other) {
        long sum = 0;
        for (int place = 0; place < 64 * 64; place++) {
            sum += ColourMath.distance(one.getRGB(place % 64, place / 64), other.getRGB(place % 64, place / 64));
        }
        return sum / (64.0 * 64);
    }

    private static double shareFarFrom(BufferedImage picture, int colour) {
        long far = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                far += ColourMath.distance(picture.getRGB(x, y), colour) > 40 ? 1 : 0;
            }
        }
        return far / (double) (picture.getWidth() * picture.getHeight());
    }
}
