package dev.darkroom.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests pictures that do not fit into the memory there is, which is a small one that the test counts out. */
@Timeout(300)
class MemoryShortageTest {

    private static final int PICTURES = 16;
    private static final long PICTURE_BYTES = 400L * 400 * 3;

    @TempDir
    Path folder;

    private final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void end() {
        workers.shutdownNow();
    }

    @Test
    void no_more_are_decoded_at_once_than_the_memory_holds() throws Exception {
        decodeAll(new PictureDecoder(new MemoryBudget(2 * PICTURE_BYTES + 200_000), new CountingReading(PICTURES)));
        assertThat(most.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void what_is_larger_than_all_of_it_is_decoded_alone() throws Exception {
        decodeAll(new PictureDecoder(new MemoryBudget(1), new CountingReading(1)));
        assertThat(most.get()).isEqualTo(1);
    }

    @Test
    void what_found_no_memory_beside_others_is_decoded_once_they_are_through() throws Exception {
        decodeAll(new PictureDecoder(new MemoryBudget(1L << 40), new CountingReading(1)));
    }

    @Test
    void what_finds_no_memory_alone_either_is_no_bad_picture() throws Exception {
        Path file = picture(0, BufferedImage.TYPE_INT_RGB, "png");
        PictureDecoder decoder = new PictureDecoder(new MemoryBudget(1), new CountingReading(0));
        assertThatThrownBy(() -> decoder.decode(file, PictureFile.inspect(file), 32))
                .isInstanceOf(MemoryShortageException.class)
                .hasMessageContaining("400x400")
                .hasMessageContaining("-Xmx");
        assertThatThrownBy(() -> decoder.decode(file, PictureFile.inspect(file), 32))
                .as("and it keeps nothing")
                .isInstanceOf(MemoryShortageException.class);
    }

    @ParameterizedTest
    @CsvSource({"png, 5, 3", "png, 6, 4", "jpg, 5, 3", "png, 10, 5", "png, 11, 6", "gif, 5, 1", "webp, 5, 16"})
    void what_a_picture_takes_is_told_by_its_kind_before_it_is_decoded(String format, int type, int bytesPerPixel)
            throws Exception {
        Path file = picture(0, type, format);
        long bytes = new PictureReading().bytes(file, PictureFile.inspect(file), 512);
        assertThat(bytes / (double) (400 * 400)).isBetween(bytesPerPixel * 0.99, bytesPerPixel * 1.15);
    }

    private void decodeAll(PictureDecoder decoder) throws Exception {
        List<Path> files = new ArrayList<>();
        for (int n = 0; n < PICTURES; n++) {
            files.add(picture(n, BufferedImage.TYPE_3BYTE_BGR, "png"));
        }
        List<Future<SmallPicture>> decoded = files.stream()
                .map(file -> workers.submit(() -> decoder.decode(file, PictureFile.inspect(file), 128)))
                .toList();
        for (Future<SmallPicture> one : decoded) {
            assertThat(one.get().width()).isEqualTo(128);
        }
    }

    private Path picture(int n, int type, String format) throws IOException {
        Path file = folder.resolve(n + "." + format);
        BufferedImage image = new BufferedImage(400, 400, type);
        if (!ImageIO.write(image, format, file.toFile())) {
            throw new IOException("no writer for " + format);
        }
        return file;
    }

    /** Has memory for so many pictures and no more, as the readers tell it: by an error, or wrapped like a bad file. */
    private final class CountingReading extends PictureReading {

        private final int room;

        private CountingReading(int room) {
            this.room = room;
        }

        @Override
        SmallPicture read(Path file, PictureFile picture, int longest, @Nullable PixelObserver observer)
                throws IOException, BadPictureException {
            int now = atOnce.incrementAndGet();
            most.accumulateAndGet(now, Math::max);
            try {
                if (now > room) {
                    OutOfMemoryError error = new OutOfMemoryError("Java heap space");
                    if (now % 2 == 0) {
                        throw error;
                    }
                    throw new IOException("caught while reading", error);
                }
                return super.read(file, picture, longest, observer);
            } finally {
                atOnce.decrementAndGet();
            }
        }
    }
}
