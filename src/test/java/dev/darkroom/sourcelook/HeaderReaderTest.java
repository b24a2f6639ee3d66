package dev.darkroom.sourcelook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.darkroom.picture.UnusualJpegs;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderReaderTest {

    private static final int BROKEN = 3_000;

    @ParameterizedTest
    @CsvSource({
        "jpg, 1, jpeg, RGB, 8, false",
        "jpg, 10, jpeg, gray, 8, false",
        "png, 1, png, RGB, 8, false",
        "png, 2, png, RGB, 8, true",
        "png, 10, png, gray, 8, false",
        "png, 11, png, gray, 16, false",
        "png, 13, png, palette, 8, false",
        "gif, 13, gif, palette, 8, false",
        "webp, 1, webp, RGB, 8, false"
    })
    void a_header_tells_what_the_picture_is(
            String format, int kind, String type, String colour, int bits, boolean alpha) {
        PictureHeader header = read(MadeSources.picture(format, 60, 41, kind));

        assertThat(header.type()).isEqualTo(type);
        assertThat(header.width()).isEqualTo(60);
        assertThat(header.height()).isEqualTo(41);
        assertThat(header.colour()).isEqualTo(colour);
        assertThat(header.bits()).isEqualTo(bits);
        assertThat(header.alpha()).isEqualTo(alpha);
        assertThat(header.frames()).isEqualTo(1);
        assertThat(header.orientation()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_way_a_camera_was_held_is_told(int orientation) {
        byte[] bytes = UnusualJpegs.withExif(MadeSources.jpeg(60, 41), orientation);

        assertThat(read(bytes).orientation()).isEqualTo(orientation);
        assertThat(new LookedSource(0, null, null, null, 200, null, null, null, 9, read(bytes))
                        .traits()
                        .width())
                .isEqualTo(orientation >= 5 ? 41 : 60);
    }

    @Test
    void printers_inks_and_animations_are_told() throws IOException {
        assertThat(read(UnusualJpegs.cmyk(60, 41)).colour()).isEqualTo("CMYK");
        assertThat(read(MadeSources.gif(60, 41, 3)).frames()).isEqualTo(3);
    }

    @Test
    void what_was_cut_off_behind_the_header_is_not_missed() {
        byte[] noise = noise(BufferedImage.TYPE_INT_RGB);

        assertThat(noise).hasSizeGreaterThan(64 << 10);
        assertThat(read(Arrays.copyOf(noise, 64 << 10)).width()).isEqualTo(400);
        assertThat(HeaderReader.read(Arrays.copyOf(noise, 20))).isEmpty();
    }

    private static byte[] noise(int type) {
        BufferedImage picture = new BufferedImage(400, 300, type);
        Random random = new Random(1);
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 400; x++) {
                picture.setRGB(x, y, random.nextInt());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Breaks headers by chance: whatever comes of it is a header or none, and comes soon. */
    @Test
    void nothing_broken_makes_it_fall_or_hang() throws IOException {
        List<byte[]> whole = List.of(
                UnusualJpegs.withExif(MadeSources.jpeg(60, 41), 6),
                UnusualJpegs.cmyk(60, 41),
                MadeSources.picture("png", 60, 41, BufferedImage.TYPE_INT_ARGB),
                MadeSources.picture("webp", 60, 41, BufferedImage.TYPE_INT_RGB),
                MadeSources.gif(60, 41, 3));
        Random random = new Random(7);

        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            for (int n = 0; n < BROKEN; n++) {
                byte[] bytes = whole.get(n % whole.size()).clone();
                for (int change = random.nextInt(1, 8); change > 0; change--) {
                    bytes[random.nextInt(Math.min(bytes.length, 400))] = (byte) random.nextInt();
                }
                byte[] broken = random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
                HeaderReader.read(broken)
                        .ifPresent(header -> assertThat(header.hasSides()).isTrue());
            }
        });
    }

    private static PictureHeader read(byte[] bytes) {
        return HeaderReader.read(bytes).orElseThrow();
    }
}
