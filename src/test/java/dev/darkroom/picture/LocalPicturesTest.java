package dev.darkroom.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.io.Sha256;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalPicturesTest {

    private static final long BYTES = 10_000;
    private static final long PIXELS = 1_000_000;

    private final Path root;
    private final Path folder;
    private final LocalPictures pictures;

    LocalPicturesTest(@TempDir Path root) throws IOException {
        this.root = root;
        folder = Files.createDirectories(root.resolve("catalog"));
        pictures = new LocalPictures(folder, BYTES, PIXELS);
    }

    @Test
    void a_picture_is_referred_to_by_its_bytes_and_its_path() throws Exception {
        Path file = picture("shoes/red one.png", 20);

        LocalPictureReference reference = pictures.refer("./shoes/red one.png");

        assertThat(reference).isEqualTo(new LocalPictureReference(Sha256.hex(file), "shoes/red one.png"));
        assertThat(LocalPictureReference.parse(reference.toString())).isEqualTo(reference);
        assertThat(LocalPictureReference.identity(reference.toString())).isEqualTo("file:sha256:" + reference.sha256());
        assertThat(pictures.find(reference)).isEqualTo(file);
    }

    @Test
    void a_picture_that_has_changed_since_is_not_sent() throws Exception {
        Path file = picture("a.png", 20);
        LocalPictureReference reference = pictures.refer("a.png");
        picture("a.png", 30);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));

        refused(() -> pictures.find(reference), "a.png is another picture than when the run began");
    }

    @Test
    void what_is_not_a_picture_in_the_folder_is_refused() throws Exception {
        picture("../outside.png", 20);
        Files.writeString(folder.resolve("page.png"), "<html>");
        Files.createDirectories(folder.resolve("folder.png"));
        Files.write(folder.resolve("large.png"), new byte[(int) BYTES + 1]);

        refused(() -> pictures.refer("gone.png"), "gone.png is neither a web address nor a file in " + folder);
        refused(() -> pictures.refer("../outside.png"), "../outside.png leads out of the pictures' folder");
        String absolute = root.resolve("outside.png").toString();
        refused(() -> pictures.refer(absolute), absolute + " leads out of the pictures' folder");
        refused(() -> pictures.refer("page.png"), "page.png is not a whole PNG, JPEG, WebP or GIF by its bytes");
        refused(() -> pictures.refer("folder.png"), "folder.png is not a file");
        refused(() -> pictures.refer("large.png"), "large.png has 10001 bytes, more than the 10000 that are sent");
    }

    @Test
    void a_picture_of_too_many_pixels_is_refused() throws Exception {
        picture("wide.png", 1_001);

        refused(() -> pictures.refer("wide.png"), "wide.png has 1001 x 1001 pixels, more than the 1 megapixels");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_symbolic_link_that_leads_outside_is_refused_and_one_within_is_not() throws Exception {
        Path outside = picture("../outside.png", 20);
        Path inside = picture("inside.png", 20);
        Files.createSymbolicLink(folder.resolve("out.png"), outside);
        Files.createSymbolicLink(folder.resolve("in.png"), inside);
        Files.createSymbolicLink(folder.resolve("up"), root);

        refused(() -> pictures.refer("out.png"), "out.png leads out of the pictures' folder by a symbolic link");
        refused(() -> pictures.refer("up/outside.png"), "up/outside.png leads out of the pictures' folder by");
        assertThat(pictures.refer("in.png").sha256()).isEqualTo(Sha256.hex(inside));
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(LocalPictureException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.SOURCE_FILE);
                    assertThat(refused.remedy()).isNotBlank();
                })
                .hasMessageStartingWith(message);
    }

    private Path picture(String name, int side) throws IOException {
        Path file = folder.resolve(name).normalize();
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY), "png", file.toFile());
        return file;
    }
}
