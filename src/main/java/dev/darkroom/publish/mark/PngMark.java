package dev.darkroom.publish.mark;

import dev.darkroom.picture.BadPictureException;
import dev.darkroom.publish.mark.MarkedPicture.MarkOutcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/** Adds the mark to a PNG's text chunk of XMP, or as one of its own behind the header. */
final class PngMark {

    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int FIRST_CHUNK = 8;
    /** The length, name and checksum of a chunk. */
    private static final int AROUND = 12;

    /** The keyword, its end, not compressed, no language and no translation. */
    private static final byte[] XMP = "XML:com.adobe.xmp\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final int KEYWORD = 18;

    private PngMark() {}

    static MarkedPicture add(byte[] picture, DigitalSourceType source) throws BadPictureException {
        ByteBuffer bytes = ByteBuffer.wrap(picture);
        if (picture.length < FIRST_CHUNK || bytes.getLong(0) != SIGNATURE) {
            throw PictureMarker.other("PNG");
        }
        int at = FIRST_CHUNK;
        int xmpFrom = -1;
        int xmpTo = -1;
        int insertAt = -1;
        String name = "";
        while (!name.equals("IEND")) {
            long size = at + AROUND > picture.length ? -1 : Integer.toUnsignedLong(bytes.getInt(at));
            if (size < 0 || at + AROUND + size > picture.length) {
                throw PictureMarker.truncated("PNG");
            }
            name = new String(picture, at + 4, 4, StandardCharsets.ISO_8859_1);
            int to = (int) (at + AROUND + size);
            if (name.equals("caBX")) {
                return new MarkedPicture(picture, MarkOutcome.HAS_CREDENTIALS);
            }
            if (name.equals("IHDR")) {
                insertAt = to;
            } else if (name.equals("iTXt")
                    && size >= XMP.length
                    && Arrays.equals(picture, at + 8, at + 8 + KEYWORD, XMP, 0, KEYWORD)) {
                xmpFrom = at;
                xmpTo = to;
            }
            at = to;
        }
        if (insertAt < 0) {
            throw PictureMarker.other("PNG");
        }
        if (xmpFrom < 0) {
            byte[] chunk = chunk(XmpPacket.of(source));
            return new MarkedPicture(PictureMarker.replaced(picture, insertAt, insertAt, chunk), MarkOutcome.MARKED);
        }
        byte[] content = Arrays.copyOfRange(picture, xmpFrom + 8, xmpTo - 4);
        if (!Arrays.equals(content, 0, XMP.length, XMP, 0, XMP.length)) {
            return new MarkedPicture(picture, MarkOutcome.METADATA_LEFT);
        }
        byte[] packet = Arrays.copyOfRange(content, XMP.length, content.length);
        if (XmpPacket.isMarked(packet)) {
            return new MarkedPicture(picture, MarkOutcome.ALREADY_MARKED);
        }
        Optional<byte[]> more = XmpPacket.with(packet, source, Integer.MAX_VALUE);
        return more.isEmpty()
                ? new MarkedPicture(picture, MarkOutcome.METADATA_LEFT)
                : new MarkedPicture(
                        PictureMarker.replaced(picture, xmpFrom, xmpTo, chunk(more.get())), MarkOutcome.MARKED);
    }

    private static byte[] chunk(byte[] packet) {
        int size = XMP.length + packet.length;
        ByteBuffer chunk = ByteBuffer.allocate(AROUND + size)
                .putInt(size)
                .put("iTXt".getBytes(StandardCharsets.ISO_8859_1))
                .put(XMP)
                .put(packet);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, 4 + size);
        return chunk.putInt((int) crc.getValue()).array();
    }
}
