package dev.darkroom.picture;

import static dev.darkroom.picture.UnusualJpegs.adobe;
import static dev.darkroom.picture.UnusualJpegs.cmyk;
import static dev.darkroom.picture.UnusualJpegs.withExif;
import static dev.darkroom.picture.UnusualJpegs.withSegment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JPEGs as cameras and print shops write them, and not as the JDK's reader likes them. */
class UnusualJpegTest {

    private static final int RED = 0xd01010;
    private static final int GREEN = 0x10a010;
    private static final int BLUE = 0x1010d0;
    private static final int GREY = 0x808080;

    private final PictureDecoder decoder = new PictureDecoder();

    @TempDir
    Path folder;

    /** The corners of a picture of red and green over blue and grey, as it is to be seen, row by row. */
    @ParameterizedTest
    @CsvSource({
        "1, 160, 120, RGBW",
        "2, 160, 120, GRWB",
        "3, 160, 120, WBGR",
        "4, 160, 120, BWRG",
        "5, 120, 160, RBGW",
        "6, 120, 160, BRWG",
        "7, 120, 160, WGBR",
        "8, 120, 160, GWRB",
        "9, 160, 120, RGBW",
        "0, 160, 120, RGBW"
    })
    void a_picture_is_turned_as_its_metadata_says(int orientation, int width, int height, String corners)
            throws Exception {
        Path file = write(withExif(corners(), orientation, 1));

        PictureFile picture = PictureFile.inspect(file);
        SmallPicture small = decoder.decode(file, picture, 512);

        assertThat(new int[] {picture.width(), picture.height(), small.width(), small.height()})
                .containsExactly(width, height, width, height);
        assertThat(name(small.rgb(20, 20))
                        + name(small.rgb(width - 20, 20))
                        + name(small.rgb(20, height - 20))
                        + name(small.rgb(width - 20, height - 20)))
                .isEqualTo(corners);
    }

    @Test
    void bytes_that_fill_up_before_a_marker_are_passed_over() throws Exception {
        byte[] jpeg = withExif(cmyk(60, 41), 6);
        byte[] filled = new byte[jpeg.length + 3];
        Arrays.fill(filled, (byte) 0xff);
        System.arraycopy(jpeg, 0, filled, 0, 2);
        System.arraycopy(jpeg, 2, filled, 5, jpeg.length - 2);

        assertThat(JpegHeader.of(write(filled))).isEqualTo(JpegHeader.of(write(jpeg)));
        assertThat(JpegHeader.of(write(filled)).components()).isEqualTo(4);
    }

    @Test
    void metadata_that_cannot_be_read_turns_nothing() throws Exception {
        byte[] jpeg = corners();
        for (int cut = 6; cut < 44; cut++) {
            byte[] broken = withExif(jpeg, 6, 1);
            broken[cut] ^= (byte) 0xa5;
            assertThat(JpegHeader.of(write(broken)).orientation().value()).isBetween(1, 8);
        }
        assertThat(JpegHeader.of(write(withExif(jpeg, 6, 0x7fffffff)))
                        .orientation()
                        .value())
                .isBetween(1, 8);
    }

    /** Not every JDK's reader takes it. */
    @Test
    void cmyk_is_decoded_by_whatever_reader() throws Exception {
        Path file = write(cmyk(160, 120));

        PictureFile picture = PictureFile.inspect(file);

        assertThat(picture).isEqualTo(new PictureFile(PictureType.JPEG, 160, 120));
        assertThatCyan(decoder.decode(file, picture, 64));
        assertThatCyan(new LenientJpegReading().read(file, picture, 64, null));
    }

    private static void assertThatCyan(SmallPicture small) {
        assertThat(small.width()).isEqualTo(64);
        int seen = small.rgb(32, 24);
        assertThat(seen >> 16 & 0xff).as("red in %06x", seen).isLessThan((seen & 0xff) - 40);
    }

    @Test
    void a_damaged_colour_profile_is_no_reason_not_to_see_a_picture() throws Exception {
        byte[] firstOfThree = "ICC_PROFILE\0\1\3 and so on".getBytes(StandardCharsets.ISO_8859_1);
        Path file = write(withExif(withSegment(corners(), 0xffe2, firstOfThree), 6, 1));
        assertThatThrownBy(() -> readByJdk(file)).hasMessageContaining("icc");

        PictureFile picture = PictureFile.inspect(file);

        assertThat(picture).isEqualTo(new PictureFile(PictureType.JPEG, 120, 160));
        assertThat(name(decoder.decode(file, picture, 512).rgb(100, 20))).isEqualTo("R");
    }

    @Test
    void colours_that_the_jdk_does_not_know_are_decoded() throws Exception {
        Path file = write(withSegment(corners(), 0xffee, adobe(2)));
        assertThatThrownBy(() -> readByJdk(file)).hasMessageContaining("Unsupported Image Type");

        assertThat(name(decoder.decode(file, PictureFile.inspect(file), 512).rgb(20, 20)))
                .isEqualTo("R");
    }

    @Test
    void what_the_jdk_refuses_has_a_fourth_of_the_pixels() throws Exception {
        byte[] jpeg = cmyk(16, 16);
        int frame = frame(jpeg);
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 5001).putShort(frame + 7, (short) 5000);
        Path file = write(jpeg);

        assertThatThrownBy(() -> new LenientJpegReading().read(file, PictureFile.inspect(file), 64, null))
                .isInstanceOfSatisfying(
                        BadPictureException.class, e -> assertThat(e.code()).isEqualTo("TOO_MANY_PIXELS"));
        assertThatThrownBy(() -> new LenientJpegReading().bytes(file, PictureFile.inspect(file), 64))
                .isInstanceOf(BadPictureException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {160, 3000})
    void what_it_takes_is_known_before(int width) throws Exception {
        Path file = write(cmyk(width, 120));

        assertThat(new LenientJpegReading().bytes(file, PictureFile.inspect(file), 64))
                .isEqualTo(width * 120L * 16 + Files.size(file));
    }

    private static void readByJdk(Path file) throws IOException {
        ImageReader reader = PictureFile.reader(PictureType.JPEG);
        try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(input);
            reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    private Path write(byte[] jpeg) throws IOException {
        return Files.write(folder.resolve("a.jpg"), jpeg);
    }

    private static byte[] corners() throws IOException {
        BufferedImage image = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 120; y++) {
            for (int x = 0; x < 160; x++) {
                image.setRGB(x, y, y < 60 ? x < 80 ? RED : GREEN : x < 80 ? BLUE : GREY);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }

    private static String name(int rgb) {
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        if (Math.abs(red - green) < 40 && Math.abs(green - blue) < 40) {
            return "W";
        }
        return red > green && red > blue ? "R" : green > blue ? "G" : "B";
    }

    /** Returns where the frame's header begins. */
    private static int frame(byte[] jpeg) {
        int at = 2;
        while ((jpeg[at + 1] & 0xff) != 0xc0) {
            at += 2 + Short.toUnsignedInt(ByteBuffer.wrap(jpeg).getShort(at + 2));
        }
        return at;
    }
}
