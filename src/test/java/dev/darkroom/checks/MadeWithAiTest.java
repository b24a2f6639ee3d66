package dev.darkroom.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.models.ModelCatalog;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.picture.PictureType;
import dev.darkroom.picture.mark.DigitalSourceType;
import dev.darkroom.picture.mark.PictureMarker;
import dev.darkroom.picture.mark.VendorMetadata;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class MadeWithAiTest {

    private static final ShopLimits ASKED = new ShopLimits(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            ShopLimits.AlphaRule.OFF,
            false,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            true);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"PNG", "JPEG", "WEBP"})
    void a_file_that_does_not_say_that_it_was_made_with_ai_is_flagged_by_what_it_says(PictureType type)
            throws Exception {
        byte[] plain = plain(type);
        byte[] camera = PictureMarker.restore(
                plain,
                type,
                new VendorMetadata(false, "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"));

        assertThat(flags(plain, ASKED)).containsExactly("no-ai-mark=none");
        assertThat(flags(camera, ASKED)).containsExactly("no-ai-mark=digitalCapture");
        assertThat(flags(plain, ShopLimits.NONE)).isEmpty();
        for (DigitalSourceType made : DigitalSourceType.values()) {
            assertThat(flags(PictureMarker.mark(plain, type, made).bytes(), ASKED))
                    .as(made.name())
                    .isEmpty();
        }
    }

    private static byte[] plain(PictureType type) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(
                        MadePictures.on(Color.WHITE, 256, 256).product(0.6).image(), type.formatName(), bytes))
                .isTrue();
        return bytes.toByteArray();
    }

    private List<String> flags(byte[] picture, ShopLimits shop) throws Exception {
        Path file = Files.write(folder.resolve("picture"), picture);
        CheckLimits limits = new CheckLimits(
                        100_000_000,
                        false,
                        OptionalInt.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        OptionalDouble.empty())
                .with(shop);
        return new OutputChecks(new PictureDecoder(), ModelCatalog.builtIn(), limits)
                .check(
                        file,
                        PictureFile.inspect(file),
                        "some/model",
                        JsonMapper.shared().createObjectNode())
                .flags();
    }
}
