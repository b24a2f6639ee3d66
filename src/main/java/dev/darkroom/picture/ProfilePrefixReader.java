package dev.darkroom.picture;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/**
 * Reads the start of the ICC profile that a picture file embeds, which holds what tells a profile's colours;
 * goes from segment to segment in front of the pixels and keeps none, so that hostile ones cost neither time nor memory.
 */
final class ProfilePrefixReader {

    /** The start of a profile that is read: primaries, tone curves and name of those with three primaries are in it. */
    static final int MAX_BYTES = 65_536;

    private static final int MAX_SEGMENTS = 256;
    private static final byte[] JPEG_MARK = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int JPEG_HEAD = JPEG_MARK.length + 2;
    private static final int START_OF_SCAN = 0xffda;
    private static final int APP2 = 0xffe2;
    private static final int PNG_SIGNATURE = 8;
    private static final int PNG_CHECKSUM = 4;
    private static final int MAX_PNG_NAME = 80;
    private static final int RIFF_HEAD = 12;

    private ProfilePrefixReader() {}

    static Optional<byte[]> of(Path file, PictureType type) throws IOException {
        try (DataInputStream bytes = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return switch (type) {
                case JPEG -> ofJpeg(bytes);
                case PNG -> ofPng(bytes);
                case WEBP -> ofWebp(bytes);
                case GIF -> Optional.empty();
            };
        } catch (EOFException none) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> ofJpeg(DataInputStream bytes) throws IOException {
        bytes.skipNBytes(2);
        for (int segment = 0; segment < MAX_SEGMENTS; segment++) {
            int marker = bytes.readUnsignedShort();
            int length = bytes.readUnsignedShort() - 2;
            if (marker == START_OF_SCAN || length < 0) {
                return Optional.empty();
            }
            if (marker == APP2 && length > JPEG_HEAD) {
                byte[] content = bytes.readNBytes(length);
                if (Arrays.equals(JPEG_MARK, 0, JPEG_MARK.length, content, 0, Math.min(JPEG_MARK.length, length))) {
                    return Optional.of(Arrays.copyOfRange(content, JPEG_HEAD, content.length));
                }
            } else {
                bytes.skipNBytes(length);
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> ofPng(DataInputStream bytes) throws IOException {
        bytes.skipNBytes(PNG_SIGNATURE);
        for (int chunk = 0; chunk < MAX_SEGMENTS; chunk++) {
            long length = Integer.toUnsignedLong(bytes.readInt());
            String name = name(bytes);
            if (name.equals("IDAT")) {
                return Optional.empty();
            }
            if (name.equals("iCCP")) {
                return ofPngChunk(bytes.readNBytes((int) Math.min(length, MAX_BYTES)));
            }
            bytes.skipNBytes(length + PNG_CHECKSUM);
        }
        return Optional.empty();
    }

    /** Unpacks a chunk: a name, a zero, the way of packing, the profile packed. */
    private static Optional<byte[]> ofPngChunk(byte[] chunk) {
        int zero = 0;
        while (zero < Math.min(chunk.length, MAX_PNG_NAME) && chunk[zero] != 0) {
            zero++;
        }
        int from = Math.min(chunk.length, zero + 2);
        ByteArrayInputStream packed = new ByteArrayInputStream(chunk, from, chunk.length - from);
        try (InflaterInputStream profile = new InflaterInputStream(packed)) {
            return Optional.of(profile.readNBytes(MAX_BYTES));
        } catch (IOException damaged) {
            return Optional.of(new byte[0]);
        }
    }

    private static Optional<byte[]> ofWebp(DataInputStream bytes) throws IOException {
        bytes.skipNBytes(RIFF_HEAD);
        for (int chunk = 0; chunk < MAX_SEGMENTS; chunk++) {
            String name = name(bytes);
            long length = Integer.toUnsignedLong(Integer.reverseBytes(bytes.readInt()));
            if (name.startsWith("VP8 ") || name.equals("VP8L")) {
                return Optional.empty();
            }
            if (name.equals("ICCP")) {
                return Optional.of(bytes.readNBytes((int) Math.min(length, MAX_BYTES)));
            }
            bytes.skipNBytes(length + (length & 1));
        }
        return Optional.empty();
    }

    private static String name(DataInputStream bytes) throws IOException {
        byte[] name = new byte[4];
        bytes.readFully(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
