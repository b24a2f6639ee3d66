package dev.darkroom.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.fuzz.FuzzCases;
import dev.darkroom.fuzz.Mutator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColourProfileTest {

    private static final List<String> FORMATS = List.of("png", "jpeg", "webp");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "webp"})
    void a_profile_is_told_by_its_colours_and_named(String format) throws IOException {
        byte[] plain = picture(format);

        assertThat(of(format, plain)).isEmpty();
        assertThat(of(format, MadeProfiles.in(format, plain, MadeProfiles.srgb())))
                .get()
                .extracting(ColourProfile::srgb)
                .isEqualTo(true);
        assertThat(of(format, MadeProfiles.in(format, plain, MadeProfiles.wide(false))))
                .hasValue(new ColourProfile("Display P3", false));
        assertThat(of(format, MadeProfiles.in(format, plain, MadeProfiles.wide(true))))
                .hasValue(new ColourProfile("Adobe RGB (1998)", false));
        assertThat(of(format, MadeProfiles.in(format, plain, new byte[] {1, 2, 3})))
                .hasValue(new ColourProfile("damaged", false));
    }

    @Test
    void a_profile_that_lies_about_its_name_is_seen_through() throws IOException {
        byte[] liar = MadeProfiles.profile(
                "sRGB IEC61966-2.1",
                new double[][] {{0.6097, 0.3111, 0.0195}, {0.2053, 0.6257, 0.0609}, {0.1492, 0.0632, 0.7446}},
                2.2);

        assertThat(of("png", MadeProfiles.in("png", picture("png"), liar)))
                .hasValue(new ColourProfile("sRGB IEC61966-2.1", false));
    }

    @Test
    void broken_files_and_profiles_make_harmless_names_and_nothing_worse() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String format : FORMATS) {
            seeds.add(MadeProfiles.in(format, picture(format), MadeProfiles.wide(true)));
        }
        FuzzCases.each(new Mutator(seeds), input -> {
            for (String format : FORMATS) {
                of(format, input)
                        .ifPresent(profile -> assertThat(profile.name()).matches("[A-Za-z0-9 ._()-]{0,40}"));
            }
        });
        FuzzCases.each(
                new Mutator(List.of(MadeProfiles.srgb(), MadeProfiles.wide(true))),
                input -> assertThat(IccProfile.read(input).name()).matches("[A-Za-z0-9 ._()-]{0,40}"));
    }

    private Optional<ColourProfile> of(String format, byte[] bytes) throws IOException {
        PictureType type = switch (format) {
            case "png" -> PictureType.PNG;
            case "jpeg" -> PictureType.JPEG;
            default -> PictureType.WEBP;
        };
        Path file = Files.write(folder.resolve("picture"), bytes);
        try {
            return ColourProfile.of(file, new PictureFile(type, 8, 8));
        } catch (IOException notOne) {
            return Optional.empty();
        }
    }

    private static byte[] picture(String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), format, bytes))
                .isTrue();
        return bytes.toByteArray();
    }
}
