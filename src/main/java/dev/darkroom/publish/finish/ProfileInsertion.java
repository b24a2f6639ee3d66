package dev.darkroom.publish.finish;

import dev.darkroom.picture.PictureType;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Puts a colour profile into the file of a JPEG or PNG that has none, without touching its pixels. */
final class ProfileInsertion {

    private static final byte[] IN_JPEG = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] NAME = "ICC Profile\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int MAX_PIECE = 0xffff - 2 - IN_JPEG.length - 2;
    private static final int APP0 = 0xffe0;
    private static final int APP1 = 0xffe1;
    private static final int APP2 = 0xffe2;

    /** The signature of a PNG and its header, behind which a profile has its place. */
    private static final int BEHIND_HEADER = 8 + 25;

    private ProfileInsertion() {}

    static byte[] into(byte[] file, PictureType type, byte[] profile) throws IOException {
        return type == PictureType.JPEG
                ? inserted(file, behindLeadingSegments(file), segments(profile))
                : inserted(file, BEHIND_HEADER, chunk(profile));
    }

    private static byte[] inserted(byte[] file, int at, byte[] part) {
        return ByteBuffer.allocate(file.length + part.length)
                .put(file, 0, at)
                .put(part)
                .put(file, at, file.length - at)
                .array();
    }

    /** Finds the end of the segments that have to come first: JFIF's, and EXIF's or XMP's. */
    private static int behindLeadingSegments(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        int at = 2;
        while (at + 4 <= file.length) {
            int marker = Short.toUnsignedInt(bytes.getShort(at));
            if (marker != APP0 && marker != APP1) {
                break;
            }
            at += 2 + Short.toUnsignedInt(bytes.getShort(at + 2));
        }
        return at;
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
