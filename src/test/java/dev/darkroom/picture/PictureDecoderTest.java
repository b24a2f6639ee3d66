package dev.darkroom.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {

    private static final int RED = 0xcc2200;

    private final PictureDecoder decoder = new PictureDecoder();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "png, 1000, 500, 320, 160",
        "jpg, 1000, 500, 320, 160",
        "gif, 500, 1000, 160, 320",
        "webp, 1000, 500, 320, 160",
        "png, 3000, 1, 320, 1",
        "png, 5000, 4000, 320, 256",
        "jpg, 40, 30, 40, 30"
    })
    void a_picture_becomes_small_and_keeps_its_colours(String format, int width, int height, int toWidth, int toHeight)
            throws Exception {
        Path file = write(format, plain(width, height, BufferedImage.TYPE_INT_RGB));

        SmallPicture small = decoder.decode(file, PictureFile.inspect(file), ThumbnailStore.MAX);

        assertThat(small.width()).isEqualTo(toWidth);
        assertThat(small.height()).isEqualTo(toHeight);
        assertThat(distance(small.rgb(toWidth / 2, toHeight / 2), RED)).isLessThan(12);
    }

    @Test
    void what_is_transparent_is_white() throws Exception {
        Path file = write("png", new BufferedImage(600, 400, BufferedImage.TYPE_INT_ARGB));

        assertThat(decoder.decode(file, PictureFile.inspect(file), 32).rgb(16, 10))
                .isEqualTo(0xffffff);
    }

    @ParameterizedTest
    @CsvSource({"PNG, 10001, 10000", "JPEG, 65500, 65500", "WEBP, 5001, 5000"})
    void a_picture_of_too_many_pixels_is_not_even_opened(PictureType type, int width, int height) {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> decoder.decode(missing, new PictureFile(type, width, height), 32))
                .isInstanceOfSatisfying(
                        BadPictureException.class, e -> assertThat(e.code()).isEqualTo("TOO_MANY_PIXELS"));
    }

    @Test
    void a_frame_larger_than_its_gif_says_is_not_decoded() throws Exception {
        byte[] gif = Files.readAllBytes(write("gif", plain(40, 30, BufferedImage.TYPE_INT_RGB)));
        int frame = 13 + 3 * (2 << (gif[10] & 7));
        while (gif[frame] != 0x2c) {
            frame++;
        }
        ByteBuffer.wrap(gif).putInt(frame + 5, 0xffffffff);
        Path file = Files.write(folder.resolve("liar.gif"), gif);

        assertThatThrownBy(() -> decoder.decode(file, PictureFile.inspect(file), 32))
                .isInstanceOfSatisfying(
                        BadPictureException.class, e -> assertThat(e.code()).isEqualTo("TOO_MANY_PIXELS"));
    }

    @Test
    void a_frame_larger_than_its_webp_says_is_not_decoded() throws Exception {
        byte[] webp = Files.readAllBytes(write("webp", plain(40, 30, BufferedImage.TYPE_INT_RGB)));
        Path file = Files.write(folder.resolve("liar.webp"), webp);
        PictureFile claimed = PictureFile.inspect(file);
        int lossy = new String(webp, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("VP8 ");
        ByteBuffer.wrap(webp).putInt(lossy + 14, 0xff3fff3f);
        Files.write(file, webp);

        assertThat(lossy).isPositive();
        assertThatThrownBy(() -> decoder.decode(file, claimed, 32))
                .isInstanceOfSatisfying(
                        BadPictureException.class, e -> assertThat(e.code()).isEqualTo("TOO_MANY_PIXELS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "webp", "gif"})
    void what_is_spoiled_within_is_told_as_such_or_decoded_somehow(String format) throws Exception {
        byte[] bytes = Files.readAllBytes(write(format, plain(400, 300, BufferedImage.TYPE_INT_RGB)));
        for (int at = 16; at < bytes.length - 12; at += Math.max(1, bytes.length / 50)) {
            byte[] spoiled = bytes.clone();
            spoiled[at] ^= 0x55;
            Path file = Files.write(folder.resolve("spoiled"), spoiled);
            try {
                PictureFile picture = PictureFile.inspect(file);
                assertThat(decoder.decode(file, picture, 32).width()).isBetween(1, 32);
            } catch (BadPictureException told) {
                assertThat(told.code()).isNotBlank();
            }
        }
    }

    @Test
    void decoding_ends_when_its_thread_is_interrupted() throws Exception {
        Path file = write("png", plain(400, 300, BufferedImage.TYPE_INT_RGB));
        PictureFile picture = PictureFile.inspect(file);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> decoder.decode(file, picture, 32)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void a_thumbnail_is_a_small_jpeg_that_its_group_may_read() throws Exception {
        ThumbnailStore thumbnails = new ThumbnailStore(folder);
        Path file = write("png", plain(2000, 1000, BufferedImage.TYPE_INT_RGB));
        SmallPicture small = decoder.decode(file, PictureFile.inspect(file), 1000);

        thumbnails.write(thumbnails.source(7), small);
        thumbnails.write(thumbnails.output(7, 2), small);
        Files.writeString(folder.resolve("report/thumbnails/mine.jpg"), "mine");

        Path written = folder.resolve("report/thumbnails/07/7-source.jpg");
        assertThat(PictureFile.inspect(written)).isEqualTo(new PictureFile(PictureType.JPEG, 320, 160));
        assertThat(Files.getPosixFilePermissions(written)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(thumbnails.all()).containsExactlyInAnyOrder(written, folder.resolve("report/thumbnails/07/7-2.jpg"));
    }

    private Path write(String format, BufferedImage image) throws IOException {
        Path file = folder.resolve("picture." + format);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return file;
    }

    private static BufferedImage plain(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(RED));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    private static int distance(int left, int right) {
        int red = Math.abs(((left >> 16) & 0xff) - ((right >> 16) & 0xff));
        int green = Math.abs(((left >> 8) & 0xff) - ((right >> 8) & 0xff));
        return Math.max(Math.max(red, green), Math.abs((left & 0xff) - (right & 0xff)));
    }
}
