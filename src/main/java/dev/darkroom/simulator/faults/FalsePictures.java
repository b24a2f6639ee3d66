package dev.darkroom.simulator.faults;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes files that are not the pictures they are taken for. */
public final class FalsePictures {

    private static final int HUGE = 60_000;
    private static final int TAIL = 16;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final String GIF = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    private FalsePictures() {}

    /** Makes a PNG with every checksum right, of some hundred bytes, whose header promises 3.6 billion pixels. */
    public static byte[] bomb() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(PNG);
        byte[] header = ByteBuffer.allocate(13)
                .putInt(HUGE)
                .putInt(HUGE)
                .put(new byte[] {8, 6, 0, 0, 0})
                .array();
        chunk(png, "IHDR", header);
        chunk(png, "IDAT", deflated(new byte[HUGE]));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    /** Makes a GIF of one transparent pixel. */
    public static byte[] gif() {
        return Base64.getDecoder().decode(GIF);
    }

    /** Returns the picture with noise from its third quarter on, up to its last bytes, which say that it is whole. */
    public static byte[] garbled(byte[] picture) {
        byte[] garbled = picture.clone();
        byte[] noise = new byte[Math.max(0, picture.length / 2 - TAIL)];
        new Random(1).nextBytes(noise);
        System.arraycopy(noise, 0, garbled, picture.length - TAIL - noise.length, noise.length);
        return garbled;
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
        byte[] named = ByteBuffer.allocate(4 + data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
        CRC32 sum = new CRC32();
        sum.update(named);
        png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        png.writeBytes(named);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(data);
            deflater.finish();
            byte[] packed = new byte[data.length];
            int length = deflater.deflate(packed);
            return Arrays.copyOf(packed, length);
        } finally {
            deflater.end();
        }
    }
}
