package dev.darkroom.publish.finish;

import static dev.darkroom.publish.finish.ColouredPictures.deep;
import static dev.darkroom.publish.finish.ColouredPictures.encoded;
import static dev.darkroom.publish.finish.ColouredPictures.grey;
import static dev.darkroom.publish.finish.ColouredPictures.greys;
import static dev.darkroom.publish.finish.ColouredPictures.palette;
import static dev.darkroom.publish.finish.ColouredPictures.plain;
import static dev.darkroom.publish.finish.ColouredPictures.png;
import static dev.darkroom.publish.finish.ColouredPictures.withChunk;
import static dev.darkroom.publish.finish.ColouredPictures.ycck;
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
import dev.darkroom.picture.MadeProfiles;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.PictureType;
import dev.darkroom.picture.StoredColours;
import dev.darkroom.picture.UnusualJpegs;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds that no file says sRGB of pixels that are not in it, whatever colours a picture came in. */
class UnusualColoursTest {

    private static final AfterStep CONVERT = new SrgbStep(SrgbWay.CONVERT);
    private static final AfterStep EMBED = new SrgbStep(SrgbWay.EMBED);
    private static final int COLOUR_TYPE = 25;

    @TempDir
    Path folder;

    @Test
    void a_picture_of_inks_becomes_one_of_colours_in_srgb() throws Exception {
        for (byte[] inks : List.of(UnusualJpegs.cmyk(24, 16), ycck())) {
            FinishedPicture converted = finish(inks, CONVERT);

            assertThat(components(converted.bytes())).isEqualTo(3);
            assertThat(profiles(converted.bytes())).isOne();
            assertThat(components(finish(inks, EMBED, new PadStep(30, 30, 0)).bytes()))
                    .isEqualTo(3);
            assertThat(profiles(finish(inks, new JpegStep(95)).bytes())).isOne();
        }
        int cyan = image(finish(UnusualJpegs.cmyk(24, 16), CONVERT).bytes()).getRGB(4, 4);
        assertThat(cyan & 0xff).as("%x", cyan).isGreaterThan((cyan >> 16 & 0xff) + 60);
    }

    @Test
    void inks_are_converted_by_the_files_own_profile() throws Exception {
        byte[] inks = MadeProfiles.in("jpeg", UnusualJpegs.cmyk(24, 16), MadeProfiles.inks());

        byte[] converted = finish(inks, CONVERT).bytes();

        int green = image(converted).getRGB(4, 4);
        assertThat(green >> 16 & 0xff).as("%x", green).isLessThan(8);
        assertThat(green >> 8 & 0xff).as("%x", green).isCloseTo(0x8e, within(4));
        assertThat(EmbeddedProfile.of(converted, PictureType.JPEG, StoredColours.RGB))
                .hasValueSatisfying(own -> assertThat(own.getData()).isEqualTo(MadeProfiles.srgb()));
        assertThat(finish(inks, EMBED).bytes()).isSameAs(inks);
    }

    @Test
    void inks_that_lie_on_their_side_are_set_upright_on_their_canvas() throws Exception {
        BufferedImage upright =
                image(finish(UnusualJpegs.withExif(UnusualJpegs.cmyk(24, 16), 6), new PadStep(30, 30, 0))
                        .bytes());

        assertThat(upright.getRGB(15, 4) & 0xff).isGreaterThan(0x80);
        assertThat(upright.getRGB(4, 15) & 0xff).isLessThan(0x20);
    }

    @Test
    void a_picture_of_inks_is_left_as_it_is_where_it_need_not_be_written_anew() throws Exception {
        byte[] inks = UnusualJpegs.cmyk(24, 16);

        assertThat(finish(inks, EMBED).bytes()).isSameAs(inks);
        assertThat(finish(inks, new FlattenStep(0xffffff)).bytes()).isSameAs(inks);
    }

    @Test
    void greys_become_colours_as_they_are_converted_and_are_told_nothing_of_colours_else() throws Exception {
        for (Map.Entry<String, byte[]> grey : greys().entrySet()) {
            PictureType type = grey.getKey().startsWith("jpeg") ? PictureType.JPEG : PictureType.PNG;
            byte[] file = grey.getValue();
            assertThat(isGrey(file, type)).as(grey.getKey()).isTrue();

            FinishedPicture converted = finish(file, CONVERT);

            assertThat(isGrey(converted.bytes(), type)).as(grey.getKey()).isFalse();
            assertThat(profiles(converted.bytes())).as(grey.getKey()).isOne();
            assertThat(finish(file, EMBED).bytes()).as(grey.getKey()).isSameAs(file);
            FinishedPicture padded = finish(file, EMBED, new PadStep(40, 40, 0x0000ff));
            assertThat(isGrey(padded.bytes(), type)).as(grey.getKey()).isFalse();
            assertThat(profiles(padded.bytes())).as(grey.getKey()).isOne();
        }
    }

    @Test
    void greys_of_one_bit_and_of_half_transparent_pixels_look_as_before() throws Exception {
        Map<String, byte[]> greys = greys();

        BufferedImage oneBit = image(
                finish(greys.getOrDefault("png of 1 bit", new byte[0]), CONVERT).bytes());
        BufferedImage withAlpha = image(finish(greys.getOrDefault("png with alpha", new byte[0]), CONVERT)
                .bytes());

        assertThat(oneBit.getRGB(0, 0)).isEqualTo(0xffffffff);
        assertThat(oneBit.getRGB(1, 0)).isEqualTo(0xff000000);
        assertThat(withAlpha.getRGB(3, 3) >>> 24).isEqualTo(0x80);
        assertThat(withAlpha.getRGB(3, 3) & 0xff).isCloseTo(0x60, within(1));
    }

    @Test
    void a_palette_is_one_of_colours_and_keeps_its_pixels() throws Exception {
        byte[] palette = palette();

        FinishedPicture tagged = finish(palette, CONVERT);

        assertThat(profiles(tagged.bytes())).isOne();
        assertThat(tagged.bytes()[COLOUR_TYPE]).isEqualTo((byte) 3);
        assertThat(image(tagged.bytes()).getRGB(0, 0)).isEqualTo(image(palette).getRGB(0, 0));
        assertThat(image(finish(palette, new FlattenStep(0xffffff)).bytes()).getRGB(0, 0))
                .isEqualTo(0xffff7f7f);
    }

    @Test
    void a_colour_or_grey_that_is_named_as_transparent_is_laid_over_another() throws Exception {
        byte[] colours = withChunk(png(plain(0xc02010)), "tRNS", new byte[] {0, (byte) 0xc0, 0, 0x20, 0, 0x10});
        byte[] greys = withChunk(png(grey()), "tRNS", new byte[] {0, 0x60});

        for (byte[] file : List.of(colours, greys)) {
            assertThatThrownBy(() -> finish(file, new JpegStep(90))).hasMessageContaining("put a flatten");
            assertThat(image(finish(file, CONVERT, new FlattenStep(0x4080ff)).bytes())
                            .getRGB(2, 2))
                    .isEqualTo(0xff4080ff);
        }
    }

    @Test
    void sixteen_bits_stay_where_only_a_profile_is_put_in() throws Exception {
        byte[] deep = png(deep());

        FinishedPicture tagged = finish(deep, CONVERT);

        assertThat(profiles(tagged.bytes())).isOne();
        assertThat(tagged.bytes()[COLOUR_TYPE - 1]).isEqualTo((byte) 16);
        assertThat(image(finish(deep, new PadStep(40, 40, 0)).bytes()).getRGB(20, 20) & 0xffffff)
                .isEqualTo(0xc02010);
    }

    @Test
    void a_png_that_says_srgb_in_a_word_is_told_nothing() throws Exception {
        byte[] said = withChunk(png(plain(0xc02010)), "sRGB", new byte[] {0});

        assertThat(finish(said, CONVERT).bytes()).isSameAs(said);
        assertThat(finish(said, EMBED).bytes()).isSameAs(said);
    }

    @Test
    void a_profile_of_another_kind_of_pixels_is_none_and_goes() throws Exception {
        byte[] greys = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        byte[] colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        for (PictureType type : List.of(PictureType.PNG, PictureType.JPEG)) {
            byte[] wrong = ProfileInsertion.into(encoded(plain(0x808080), type), type, greys);

            for (AfterStep step : List.of(CONVERT, EMBED)) {
                byte[] tagged = finish(wrong, step).bytes();

                assertThat(profiles(tagged)).as(type + " " + step).isOne();
                assertThat(EmbeddedProfile.of(tagged, type, StoredColours.RGB))
                        .hasValueSatisfying(own -> assertThat(own.getData()).isEqualTo(colours));
                assertThat(image(tagged).getRGB(2, 2)).isEqualTo(image(wrong).getRGB(2, 2));
            }
            byte[] grey = ProfileInsertion.into(encoded(grey(), type), type, colours);
            assertThat(finish(grey, EMBED).bytes()).isSameAs(grey);
            assertThat(isGrey(finish(grey, CONVERT).bytes(), type)).isFalse();
        }
        byte[] inks = ProfileInsertion.into(UnusualJpegs.cmyk(24, 16), PictureType.JPEG, colours);
        assertThat(finish(inks, EMBED).bytes()).isSameAs(inks);
        assertThat(components(finish(inks, CONVERT).bytes())).isEqualTo(3);
        assertThat(profiles(finish(inks, CONVERT).bytes())).isOne();
    }

    @Test
    void a_damaged_profile_is_a_reason_and_nothing_that_breaks_off() throws Exception {
        byte[] whole = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        for (PictureType type : List.of(PictureType.PNG, PictureType.JPEG)) {
            for (int length = 1; length < whole.length; length += 37) {
                byte[] cut = ProfileInsertion.into(encoded(plain(0x808080), type), type, Arrays.copyOf(whole, length));
                refused(cut);
            }
            for (int at = 0; at < whole.length; at += 31) {
                byte[] damaged = whole.clone();
                damaged[at] = (byte) ~damaged[at];
                byte[] file = ProfileInsertion.into(encoded(plain(0x808080), type), type, damaged);
                try {
                    assertThat(finish(file, CONVERT).bytes()).isNotEmpty();
                } catch (BadPictureException refusal) {
                    assertThat(refusal).hasMessageContaining("colour profile");
                }
            }
        }
    }

    @Test
    void wider_colours_are_converted_and_stay_wide_without_that() throws Exception {
        byte[] wide = MadeProfiles.wide(true);
        for (PictureType from : List.of(PictureType.PNG, PictureType.JPEG, PictureType.WEBP)) {
            PictureType type = from == PictureType.WEBP ? PictureType.PNG : from;
            byte[] file = MadeProfiles.in(from.formatName(), encoded(plain(0x4060c0), from), wide);

            byte[] converted = finish(file, CONVERT, new PadStep(24, 16, 0)).bytes();

            int pixel = image(converted).getRGB(4, 4);
            assertThat(pixel >> 16 & 0xff).as("%s %x", from, pixel).isLessThan(0x38);
            assertThat(EmbeddedProfile.of(converted, type, StoredColours.RGB))
                    .hasValueSatisfying(own -> assertThat(own.getData()).isEqualTo(MadeProfiles.srgb()));
            assertThat(EmbeddedProfile.of(
                            finish(file, EMBED, new PadStep(30, 30, 0)).bytes(), type, StoredColours.RGB))
                    .hasValueSatisfying(own -> assertThat(own.getData())
                            .isEqualTo(ICC_Profile.getInstance(wide).getData()));
        }
    }

    @Test
    void an_animated_png_stays_one_unless_it_is_written_anew() throws Exception {
        byte[] animated = withChunk(
                png(plain(0xc02010)), "acTL", ByteBuffer.allocate(8).putInt(1).array());

        assertThat(text(finish(animated, EMBED).bytes())).contains("acTL");
        assertThat(text(finish(animated, new PadStep(40, 40, 0)).bytes())).doesNotContain("acTL");
    }

    private void refused(byte[] file) {
        assertThatThrownBy(() -> finish(file, CONVERT))
                .isInstanceOf(BadPictureException.class)
                .hasMessageContaining("colour profile");
    }

    private FinishedPicture finish(byte[] content, AfterStep... steps) throws Exception {
        Path file = Files.write(folder.resolve("picture"), content);
        return new PictureFinisher(List.of(steps)).finish(file, content, PictureFile.inspect(file));
    }

    private static int components(byte[] jpeg) {
        ByteBuffer bytes = ByteBuffer.wrap(jpeg);
        int at = 2;
        while ((jpeg[at + 1] & 0xf0) != 0xc0 || jpeg[at + 1] == (byte) 0xc4) {
            at += 2 + Short.toUnsignedInt(bytes.getShort(at + 2));
        }
        return jpeg[at + 9];
    }

    private static boolean isGrey(byte[] file, PictureType type) {
        return type == PictureType.JPEG ? components(file) == 1 : (file[COLOUR_TYPE] & 2) == 0;
    }

    private static int profiles(byte[] file) throws Exception {
        int read = ImageMetadataReader.readMetadata(new ByteArrayInputStream(file))
                .getDirectoriesOfType(IccDirectory.class)
                .size();
        assertThat(text(file).split("ICC_PROFILE\0|iCCP", -1)).hasSize(read + 1);
        return read;
    }

    private static BufferedImage image(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1);
    }
}
