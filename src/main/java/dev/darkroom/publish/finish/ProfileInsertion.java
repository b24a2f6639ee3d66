package dev.darkroom.publish.finish;

import dev.darkroom.picture.PictureType;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Puts a colour profile into the file of a JPEG or PNG, in the place of any that is there, without touching its pixels. */
final class ProfileInsertion {

    private static final byte[] IN_JPEG = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] NAME = "ICC Profile\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int MAX_PIECE = 0xffff - 2 - IN_JPEG.length - 2;
    private static final int APP0 = 0xffe0;
    private static final int APP1 = 0xffe1;
    private static final int APP2 = 0xffe2;
    private static final int START_OF_SCAN = 0xffda;
    private static final int FILLING = 0xffff;

    /** The signature of a PNG and its header, behind which a profile has its place. */
    private static final int BEHIND_HEADER = 8 + 25;

    private ProfileInsertion() {}

    static byte[] into(byte[] file, PictureType type, byte[] profile) throws IOException {
        return type == PictureType.JPEG ? withSegments(file, segments(profile)) : withChunk(file, chunk(profile));
    }

    private static byte[] withChunk(byte[] file, byte[] chunk) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(file.length + chunk.length);
        whole.write(file, 0, BEHIND_HEADER);
        whole.writeBytes(chunk);
        ByteBuffer bytes = ByteBuffer.wrap(file);
        int at = BEHIND_HEADER;
        String name = "";
        while (at + 12 <= file.length && !name.equals("IDAT")) {
            name = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            int to = (int) Math.min(file.length, at + 12 + Integer.toUnsignedLong(bytes.getInt(at)));
            if (!name.equals("iCCP") && !name.equals("sRGB")) {
                whole.write(file, at, to - at);
            }
            at = to;
        }
        whole.write(file, at, file.length - at);
        return whole.toByteArray();
    }

    /** Puts them behind the segments that have to come first: JFIF's, and EXIF's or XMP's. */
    private static byte[] withSegments(byte[] file, byte[] segments) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(file.length + segments.length);
        whole.write(file, 0, 2);
        ByteBuffer bytes = ByteBuffer.wrap(file);
        boolean leads = true;
        int at = 2;
        int marker = 0;
        while (at + 4 <= file.length && marker != START_OF_SCAN) {
            marker = Short.toUnsignedInt(bytes.getShort(at));
            int to = marker == FILLING
                    ? at + 1
                    : Math.min(file.length, at + 2 + Short.toUnsignedInt(bytes.getShort(at + 2)));
            if (leads && marker != APP0 && marker != APP1 && marker != FILLING) {
                whole.writeBytes(segments);
                leads = false;
            }
            if (marker != APP2 || !isProfile(file, at, to)) {
                whole.write(file, at, to - at);
            }
            at = to;
        }
        whole.write(file, at, file.length - at);
        return whole.toByteArray();
    }

    private static boolean isProfile(byte[] file, int at, int to) {
        int content = at + 4;
        return to - content >= IN_JPEG.length
                && Arrays.equals(file, content, content + IN_JPEG.length, IN_JPEG, 0, IN_JPEG.length);
    }

    private static byte[] segments(byte[] profile) throws IOException {
        int pieces = (profile.length + MAX_PIECE - 1) / MAX_PIECE;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(all);
        for (int piece = 0; piece < pieces; piece++) {
            int from = piece * MAX_PIECE;
            int length = Math.min(MAX_PIECE, profile.length - from);
            out.writeShort(APP2);
            out.writeShort(2 + IN_JPEG.length + 2 + length);
            out.write(IN_JPEG);
            out.writeByte(piece + 1);
            out.writeByte(pieces);
            out.write(profile, from, length);
        }
        return all.toByteArray();
    }

    private static byte[] chunk(byte[] profile) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes("iCCP".getBytes(StandardCharsets.ISO_8859_1));
        content.writeBytes(NAME);
        try (DeflaterOutputStream zipped = new DeflaterOutputStream(content)) {
            zipped.write(profile);
        }
        CRC32 crc = new CRC32();
        crc.update(content.toByteArray());
        return ByteBuffer.allocate(content.size() + 8)
                .putInt(content.size() - 4)
                .put(content.toByteArray())
                .putInt((int) crc.getValue())
                .array();
    }
}
