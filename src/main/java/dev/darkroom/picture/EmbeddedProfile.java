package dev.darkroom.picture;

import dev.darkroom.errors.ErrorCode;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;

/** Finds the colour profile that a picture's file holds. */
public final class EmbeddedProfile {

    private static final int MAX_BYTES = 16 << 20;
    private static final byte[] IN_JPEG = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int APP2 = 0xe2;
    private static final int START_OF_SCAN = 0xda;

    private EmbeddedProfile() {}

    /**
     * Finds it.
     *
     * @param file the whole file
     * @param colours what the file has
     * @return empty if there is none, or one of another kind of pixels
     * @throws BadPictureException if it is damaged
     */
    public static Optional<ICC_Profile> of(byte[] file, PictureType type, StoredColours colours)
            throws BadPictureException {
        try {
            byte[] found = switch (type) {
                case JPEG -> ofJpeg(file);
                case PNG -> ofPng(file);
                case WEBP -> ofWebp(file);
                case GIF -> new byte[0];
            };
            if (found.length == 0) {
                return Optional.empty();
            }
            ICC_Profile profile = ICC_Profile.getInstance(found);
            return profile.getColorSpaceType() == colours.space() ? Optional.of(profile) : Optional.empty();
        } catch (IOException | RuntimeException damaged) {
            throw new BadPictureException(ErrorCode.UNDECODABLE, "its colour profile cannot be read");
        }
    }

    private static byte[] ofJpeg(byte[] file) {
        Map<Integer, byte[]> pieces = new TreeMap<>();
        ByteBuffer bytes = ByteBuffer.wrap(file);
        int at = 2;
        while (at + 4 <= file.length && file[at] == (byte) 0xff) {
            int marker = file[at + 1] & 0xff;
            if (marker == START_OF_SCAN) {
                break;
            }
            if (marker == 0xff) {
                at++;
                continue;
            }
            int to = at + 2 + Short.toUnsignedInt(bytes.getShort(at + 2));
            int piece = at + 4 + IN_JPEG.length;
            if (marker == APP2
                    && to <= file.length
                    && piece + 2 <= to
                    && Arrays.equals(file, at + 4, piece, IN_JPEG, 0, IN_JPEG.length)) {
                pieces.put(file[piece] & 0xff, Arrays.copyOfRange(file, piece + 2, to));
            }
            at = to;
        }
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        pieces.values().forEach(profile::writeBytes);
        return profile.toByteArray();
    }

    /** Returns whether a PNG says sRGB by a chunk of that name. A profile, if there is one too, goes before it. */
    public static boolean isSrgbByName(byte[] file, PictureType type) {
        return type == PictureType.PNG && pngChunk(file, "sRGB") >= 0;
    }

    private static byte[] ofPng(byte[] file) throws IOException {
        int at = pngChunk(file, "iCCP");
        if (at < 0) {
            return new byte[0];
        }
        int compressed = at + 8;
        while (file[compressed] != 0) {
            compressed++;
        }
        byte[] zipped = Arrays.copyOfRange(
                file, compressed + 2, at + 8 + ByteBuffer.wrap(file).getInt(at));
        try (InflaterInputStream inflated = new InflaterInputStream(new ByteArrayInputStream(zipped))) {
            return inflated.readNBytes(MAX_BYTES);
        }
    }

    /** Finds where a chunk in front of a PNG's pixels begins; -1 if there is none. */
    private static int pngChunk(byte[] file, String name) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        int at = 8;
        while (at + 12 <= file.length) {
            int size = bytes.getInt(at);
            String found = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (size < 0 || size > file.length - at - 12 || found.equals("IDAT")) {
                return -1;
            }
            if (found.equals(name)) {
                return at;
            }
            at += 12 + size;
        }
        return -1;
    }

    private static byte[] ofWebp(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 12; at + 8 <= file.length; ) {
            int size = bytes.getInt(at + 4);
            if (size < 0 || size > file.length - at - 8) {
                return new byte[0];
            }
            if (new String(file, at, 4, StandardCharsets.ISO_8859_1).equals("ICCP")) {
                return Arrays.copyOfRange(file, at + 8, at + 8 + size);
            }
            at += 8 + size + (size & 1);
        }
        return new byte[0];
    }
}
