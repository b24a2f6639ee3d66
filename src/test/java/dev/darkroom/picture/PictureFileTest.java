package dev.darkroom.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.fetch.PictureHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {

    /** A lossless WebP of one pixel. */
    private static final byte[] WEBP = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"png, PNG, 40, 30", "jpg, JPEG, 40, 30", "gif, GIF, 40, 30", "webp, WEBP, 1, 1"})
    void a_picture_is_told_by_its_bytes(String format, PictureType type, int width, int height) throws Exception {
        assertThat(inspect(bytes(format))).isEqualTo(new PictureFile(type, width, height));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "webp"})
    void a_picture_cut_anywhere_is_not_taken(String format) {
        byte[] whole = bytes(format);
        for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 40)) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> inspect(cut))
                    .as("%s cut to %d of %d", format, length, whole.length)
                    .isInstanceOf(BadPictureException.class);
        }
        assertThatThrownBy(() -> inspect(Arrays.copyOf(whole, whole.length - 1)))
                .isInstanceOf(BadPictureException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>502 Bad Gateway</body></html>",
                "{\"error\":\"expired\"}",
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "BM and then something",
                "RIFF1234WAVEfmt and more"
            })
    void what_is_no_picture_is_not_taken(String text) {
        assertThatThrownBy(() -> inspect(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        BadPictureException.class, e -> assertThat(e.code()).isEqualTo("NOT_A_PICTURE"));
    }

    private byte[] bytes(String format) {
        return format.equals("webp") ? WEBP.clone() : PictureHost.picture(format);
    }

    private PictureFile inspect(byte[] bytes) throws BadPictureException, IOException {
        return PictureFile.inspect(Files.write(folder.resolve("picture"), bytes));
    }
}
