package dev.darkroom.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests files that are small on the disk and large in memory, or that keep their reader busy. */
class HostilePictureTest {

    private static final int LARGE = 60 << 20;
    private static final long MAX_MEMORY = 2 << 20;
    private static final Duration MAX_TIME = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    static Stream<Arguments> pictures() throws IOException {
        return Stream.of(
                Arguments.of(
                        "a PNG of 3,600 megapixels",
                        png(60_000, 60_000),
                        new PictureFile(PictureType.PNG, 60_000, 60_000)),
                Arguments.of(
                        "a PNG of the largest size",
                        png(Integer.MAX_VALUE, Integer.MAX_VALUE),
                        new PictureFile(PictureType.PNG, Integer.MAX_VALUE, Integer.MAX_VALUE)),
                Arguments.of("a PNG of no size", png(0, 10), null),
                Arguments.of("a PNG of negative size", png(-1, 10), null),
                Arguments.of(
                        "a PNG with a profile of 60 MB",
                        png(9, 9, chunk("iCCP", new byte[LARGE])),
                        new PictureFile(PictureType.PNG, 9, 9)),
                Arguments.of(
                        "a PNG with a packed text of 60 MB",
                        png(9, 9, chunk("zTXt", new byte[LARGE])),
                        new PictureFile(PictureType.PNG, 9, 9)),
                Arguments.of(
                        "a PNG whose chunk claims 2 GB",
                        png(9, 9, claiming("tEXt")),
                        new PictureFile(PictureType.PNG, 9, 9)),
                Arguments.of(
                        "a PNG that begins with no header",
                        concat(signature(), chunk("tEXt", new byte[9]), chunk("IEND", new byte[0])),
                        null),
                Arguments.of(
                        "a JPEG of the largest size",
                        jpeg(0, 65_500, 65_500),
                        new PictureFile(PictureType.JPEG, 65_500, 65_500)),
                Arguments.of("a JPEG of no size", jpeg(0, 0, 10), null),
                Arguments.of(
                        "a JPEG with segments of 60 MB",
                        jpeg(LARGE / 0xffff, 9, 9),
                        new PictureFile(PictureType.JPEG, 9, 9)),
                Arguments.of(
                        "a JPEG of segments alone",
                        concat(new byte[] {-1, -40}, segments(LARGE / 0xffff), new byte[] {-1, -39}),
                        null),
                Arguments.of(
                        "a JPEG of fill bytes alone",
                        concat(new byte[] {-1, -40}, fill(LARGE), new byte[] {-1, -39}),
                        null),
                Arguments.of(
                        "a WebP of 268 megapixels",
                        webp(canvas(16_384, 16_384, 0)),
                        new PictureFile(PictureType.WEBP, 16_384, 16_384)),
                Arguments.of(
                        "a WebP of the largest canvas",
                        webp(canvas(1 << 24, 255, 0)),
                        new PictureFile(PictureType.WEBP, 1 << 24, 255)),
                Arguments.of(
                        "a WebP whose profile claims 2 GB",
                        webp(concat(canvas(9, 9, 0x20), riff("ICCP", 0x7fffffff, new byte[20]))),
                        null),
                Arguments.of(
                        "a WebP with a profile of 60 MB",
                        webp(concat(canvas(9, 9, 0x20), riff("ICCP", LARGE, new byte[LARGE]))),
                        null),
                Arguments.of("a WebP of an unknown chunk", webp(riff("EVIL", 20, new byte[20])), null),
                Arguments.of("a GIF of the largest screen", gif(0), new PictureFile(PictureType.GIF, 0xffff, 0xffff)),
                Arguments.of(
                        "a GIF with comments of 60 MB",
                        gif(LARGE / 256),
                        new PictureFile(PictureType.GIF, 0xffff, 0xffff)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void is_measured_by_its_header_alone(String what, byte[] bytes, @Nullable PictureFile expected) throws Exception {
        Path file = Files.write(folder.resolve("picture"), bytes);
        inspect(file);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = threads.getCurrentThreadCpuTime();

        PictureFile inspected = inspect(file);

        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
                .as(what)
                .isLessThan(MAX_TIME);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MAX_MEMORY);
        assertThat(inspected).isEqualTo(expected);
    }

    private static @Nullable PictureFile inspect(Path file) {
        try {
            return PictureFile.inspect(file);
        } catch (BadPictureException noPicture) {
            return null;
        }
    }

    private static byte[] signature() {
        return new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    }

    private static byte[] png(int width, int height, byte[]... chunks) throws IOException {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        return concat(
                signature(),
                chunk("IHDR", header),
                concat(chunks),
                chunk("IDAT", new byte[9]),
                chunk("IEND", new byte[0]));
    }

    private static byte[] chunk(String name, byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.US_ASCII));
        sum.update(content);
        return ByteBuffer.allocate(content.length + 12)
                .putInt(content.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .putInt((int) sum.getValue())
                .array();
    }

    private static byte[] claiming(String name) {
        byte[] chunk = chunk(name, new byte[40]);
        ByteBuffer.wrap(chunk).putInt(0, Integer.MAX_VALUE);
        return chunk;
    }

    private static byte[] jpeg(int segments, int height, int width) throws IOException {
        byte[] frame = ByteBuffer.allocate(19)
                .putShort((short) 0xffc0)
                .putShort((short) 17)
                .put((byte) 8)
                .putShort((short) height)
                .putShort((short) width)
                .put(new byte[] {3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0})
                .array();
        byte[] scan = {-1, (byte) 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0, 1, 2, 3};
        return concat(new byte[] {-1, -40}, segments(segments), frame, scan, new byte[] {-1, -39});
    }

    private static byte[] segments(int number) throws IOException {
        byte[] segment = new byte[0xffff + 2];
        segment[0] = -1;
        segment[1] = (byte) 0xe2;
        segment[2] = -1;
        segment[3] = -1;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int n = 0; n < number; n++) {
            all.write(segment);
        }
        return all.toByteArray();
    }

    private static byte[] fill(int length) {
        byte[] fill = new byte[length];
        java.util.Arrays.fill(fill, (byte) -1);
        return fill;
    }

    private static byte[] webp(byte[] chunks) throws IOException {
        return concat(riff("RIFF", chunks.length + 4, "WEBP".getBytes(StandardCharsets.US_ASCII)), chunks);
    }

    private static byte[] riff(String name, int length, byte[] content) {
        return ByteBuffer.allocate(content.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(length)
                .put(content)
                .array();
    }

    private static byte[] canvas(int width, int height, int flags) {
        int w = width - 1;
        int h = height - 1;
        return riff("VP8X", 10, new byte[] {
            (byte) flags,
            0,
            0,
            0,
            (byte) w,
            (byte) (w >> 8),
            (byte) (w >> 16),
            (byte) h,
            (byte) (h >> 8),
            (byte) (h >> 16)
        });
    }

    private static byte[] gif(int comments) throws IOException {
        byte[] comment = new byte[256];
        comment[0] = (byte) 0xff;
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        blocks.write(new byte[] {0x21, (byte) 0xfe});
        for (int n = 0; n < comments; n++) {
            blocks.write(comment);
        }
        blocks.write(0);
        byte[] image = {0x2c, 0, 0, 0, 0, -1, -1, -1, -1, 0, 2, 2, 0x4c, 1, 0, 0x3b};
        return concat(
                "GIF89a".getBytes(StandardCharsets.US_ASCII),
                new byte[] {-1, -1, -1, -1, 0, 0, 0},
                blocks.toByteArray(),
                image);
    }

    private static byte[] concat(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (OutputStream out = all) {
            for (byte[] part : parts) {
                out.write(part);
            }
        }
        return all.toByteArray();
    }
}
