package dev.darkroom.publish.finish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.icc.IccDirectory;
import dev.darkroom.jobfile.rules.AfterStep;
import dev.darkroom.jobfile.rules.AfterStep.FlattenStep;
import dev.darkroom.jobfile.rules.AfterStep.JpegStep;
import dev.darkroom.jobfile.rules.AfterStep.PadStep;
import dev.darkroom.jobfile.rules.AfterStep.SrgbStep;
import dev.darkroom.jobfile.rules.AfterStep.SrgbWay;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.EmbeddedProfile;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.PictureType;
import dev.darkroom.picture.StoredColours;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFinisherTest {

    private static final int RED = 0xffc02010;
    private static final byte[] WEBP = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    @TempDir
    Path folder;

    @Test
    void a_picture_is_put_into_the_middle_of_its_canvas() throws Exception {
        FinishedPicture padded = finish(png(plain(10, 6, RED)), new PadStep(20, 16, 0x0000ff));

        BufferedImage image = image(padded);
        assertThat(padded.type()).isEqualTo(PictureType.PNG);
        assertThat(List.of(padded.width(), padded.height(), image.getWidth(), image.getHeight()))
                .containsExactly(20, 16, 20, 16);
        assertThat(image.getRGB(4, 5)).isEqualTo(0xff0000ff);
        assertThat(image.getRGB(5, 5)).isEqualTo(RED);
        assertThat(image.getRGB(14, 10)).isEqualTo(RED);
        assertThat(image.getRGB(15, 10)).isEqualTo(0xff0000ff);
    }

    @Test
    void one_that_is_larger_than_its_canvas_is_made_smaller_by_the_mean_of_its_areas() throws Exception {
        BufferedImage large = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 40; x++) {
                large.setRGB(x, y, (x + y) % 2 == 0 ? 0xff00ff : 0x00ff01);
            }
        }

        BufferedImage image = image(finish(png(large), new PadStep(10, 10, 0xffffff)));

        assertThat(image.getRGB(0, 0)).isEqualTo(0xffffffff);
        assertThat(image.getRGB(0, 2)).isIn(0xff808080, 0xff7f7f80, 0xff808081, 0xff807f80);
        assertThat(image.getRGB(9, 6)).isEqualTo(image.getRGB(0, 3));
        assertThat(image.getRGB(9, 8)).isEqualTo(0xffffffff);
    }

    @Test
    void what_is_transparent_is_laid_over_a_colour_and_without_one_is_no_jpeg() throws Exception {
        byte[] png = png(plain(8, 8, 0x80c02010));

        FinishedPicture jpeg = finish(png, new FlattenStep(0xffffff), new JpegStep(100));

        assertThat(jpeg.type()).isEqualTo(PictureType.JPEG);
        int pixel = image(jpeg).getRGB(3, 3);
        assertThat(pixel >> 16 & 0xff).isCloseTo((0xc0 * 128 + 255 * 127) / 255, within(2));
        assertThat(pixel & 0xff).isCloseTo((0x10 * 128 + 255 * 127) / 255, within(2));
        assertThatThrownBy(() -> finish(png, new JpegStep(92)))
                .isInstanceOf(FinishException.class)
                .hasMessageContaining("put a flatten");
        assertThat(image(finish(png, new PadStep(9, 9, 0))).getColorModel().hasAlpha())
                .isTrue();
    }

    @Test
    void a_file_to_which_no_step_has_anything_to_do_keeps_its_bytes() throws Exception {
        byte[] png = png(plain(20, 10, RED));
        byte[] jpeg = encoded(plain(20, 10, RED), "jpeg");

        assertThat(finish(png, new FlattenStep(0), new PadStep(20, 10, 0)).bytes())
                .isSameAs(png);
        assertThat(finish(jpeg, new FlattenStep(0)).bytes()).isSameAs(jpeg);
        assertThat(finish(jpeg, new JpegStep(50)).bytes()).isNotEqualTo(jpeg);
    }

    @Test
    void a_picture_without_a_profile_is_said_to_be_in_srgb_and_its_pixels_stay() throws Exception {
        for (SrgbWay way : SrgbWay.values()) {
            for (String format : List.of("png", "jpeg")) {
                byte[] file = encoded(plain(20, 10, RED), format);

                FinishedPicture tagged = finish(file, new SrgbStep(way));

                assertThat(profiles(tagged)).as(format).isOne();
                assertThat(image(tagged).getRGB(5, 5)).isEqualTo(image(file).getRGB(5, 5));
                assertThat(finish(tagged.bytes(), new SrgbStep(way)).bytes()).isEqualTo(tagged.bytes());
            }
        }
    }

    @Test
    void pixels_of_another_profile_are_converted_or_stay_with_it() throws Exception {
        ICC_Profile linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB);
        byte[] png = png(plain(12, 12, 0xff373737));
        byte[] tagged = ProfileInsertion.into(png, PictureType.PNG, linear.getData());

        FinishedPicture converted = finish(tagged, new SrgbStep(SrgbWay.CONVERT));
        FinishedPicture left = finish(tagged, new SrgbStep(SrgbWay.EMBED));
        FinishedPicture padded = finish(tagged, new PadStep(14, 14, 0));

        assertThat(image(converted).getRGB(3, 3) & 0xff).isCloseTo(0x80, within(3));
        assertThat(profiles(converted)).isOne();
        assertThat(left.bytes()).isSameAs(tagged);
        assertThat(EmbeddedProfile.of(padded.bytes(), PictureType.PNG, StoredColours.RGB))
                .hasValueSatisfying(kept -> assertThat(kept.getData()).isEqualTo(linear.getData()));
        byte[] jpeg =
                ProfileInsertion.into(encoded(plain(16, 16, 0xff373737), "jpeg"), PictureType.JPEG, linear.getData());
        assertThat(image(finish(jpeg, new SrgbStep(SrgbWay.CONVERT), new JpegStep(100)))
                                .getRGB(3, 3)
                        & 0xff)
                .isCloseTo(0x80, within(4));
    }

    @Test
    void greys_stay_as_light_as_they_are() throws Exception {
        BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((DataBufferByte) grey.getRaster().getDataBuffer()).getData(), (byte) 0x60);

        for (String format : List.of("png", "jpeg")) {
            int pixel = image(finish(encoded(grey, format), new PadStep(20, 20, 0xffffff)))
                    .getRGB(10, 10);

            assertThat(pixel & 0xff).as(format).isCloseTo(0x60, within(2));
            assertThat(pixel >> 16 & 0xff).as(format).isCloseTo(0x60, within(2));
        }
    }

    @Test
    void a_jpeg_that_lies_on_its_side_is_set_upright_as_it_is_written_anew() throws Exception {
        BufferedImage lying = plain(32, 16, RED);
        for (int x = 0; x < 16; x++) {
            for (int y = 0; y < 16; y++) {
                lying.setRGB(x, y, 0xff1020c0);
            }
        }
        byte[] jpeg = encoded(lying, "jpeg");
        byte[] exif = ascii("\u00ff\u00e1\0\"Exif\0\0II*\0\b\0\0\0\1\0\022\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0");
        byte[] turned = new byte[jpeg.length + exif.length];
        System.arraycopy(jpeg, 0, turned, 0, 2);
        System.arraycopy(exif, 0, turned, 2, exif.length);
        System.arraycopy(jpeg, 2, turned, 2 + exif.length, jpeg.length - 2);

        FinishedPicture upright = finish(turned, new JpegStep(95));

        assertThat(List.of(upright.width(), upright.height())).containsExactly(16, 32);
        assertThat(image(upright).getRGB(8, 4) & 0xff).isGreaterThan(0x80);
        assertThat(image(upright).getRGB(8, 28) & 0xff).isLessThan(0x40);
    }

    @Test
    void a_webp_becomes_a_png_or_a_jpeg() throws Exception {
        assertThat(finish(WEBP, new FlattenStep(0xffffff)).type()).isEqualTo(PictureType.PNG);
        assertThat(finish(WEBP, new FlattenStep(0xffffff), new JpegStep(90)).type())
                .isEqualTo(PictureType.JPEG);
        assertThat(new PictureFinisher(List.of()).typeOf(PictureType.WEBP)).isEqualTo(PictureType.WEBP);
    }

    @Test
    void a_file_that_cannot_be_decoded_is_refused() throws Exception {
        byte[] png = png(plain(40, 40, RED));
        Arrays.fill(png, 40, png.length - 20, (byte) 7);

        assertThatThrownBy(() -> finish(png, new JpegStep(90)))
                .isInstanceOf(BadPictureException.class)
                .hasMessageContaining("cannot be decoded");
    }

    private FinishedPicture finish(byte[] content, AfterStep... steps) throws Exception {
        Path file = Files.write(folder.resolve("picture"), content);
        return new PictureFinisher(List.of(steps)).finish(file, content, PictureFile.inspect(file));
    }

    private static int profiles(FinishedPicture picture) throws Exception {
        return ImageMetadataReader.readMetadata(new ByteArrayInputStream(picture.bytes()))
                .getDirectoriesOfType(IccDirectory.class)
                .size();
    }

    private static BufferedImage image(FinishedPicture picture) throws IOException {
        return image(picture.bytes());
    }

    private static BufferedImage image(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    private static BufferedImage plain(int width, int height, int colour) {
        boolean opaque = colour >>> 24 == 0xff;
        BufferedImage image =
                new BufferedImage(width, height, opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, colour);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        return encoded(image, "png");
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
