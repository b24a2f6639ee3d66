package dev.darkroom.picture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The size that a WebP's first frame gives. A small canvas may hold a frame of any size, for which its reader makes
 * room.
 *
 * @param width in pixels
 * @param height in pixels
 */
record WebpFrame(int width, int height) {

    private static final int FIRST_CHUNK = 12;
    private static final int MAX_CHUNKS = 1000;
    private static final int ANIMATION_HEAD = 16;
    private static final int SIDE = 0x3fff;

    static WebpFrame first(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            long at = FIRST_CHUNK;
            for (int chunk = 0; chunk < MAX_CHUNKS; chunk++) {
                bytes.seek(at);
                String name = name(bytes);
                long length = Integer.toUnsignedLong(Integer.reverseBytes(bytes.readInt()));
                switch (name) {
                    case "VP8 " -> {
                        return lossy(bytes);
                    }
                    case "VP8L" -> {
                        return lossless(bytes);
                    }
                    case "ANMF" -> at += 8 + ANIMATION_HEAD;
                    default -> at += 8 + length + (length & 1);
                }
            }
        }
        throw new IOException("a WebP without a frame");
    }

    private static String name(RandomAccessFile bytes) throws IOException {
        byte[] name = new byte[4];
        bytes.readFully(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private static WebpFrame lossy(RandomAccessFile bytes) throws IOException {
        bytes.skipBytes(6);
        int width = Short.toUnsignedInt(Short.reverseBytes(bytes.readShort())) & SIDE;
        int height = Short.toUnsignedInt(Short.reverseBytes(bytes.readShort())) & SIDE;
        return new WebpFrame(width, height);
    }

    private static WebpFrame lossless(RandomAccessFile bytes) throws IOException {
        bytes.skipBytes(1);
        int sides = Integer.reverseBytes(bytes.readInt());
        return new WebpFrame((sides & SIDE) + 1, ((sides >>> 14) & SIDE) + 1);
    }
}
