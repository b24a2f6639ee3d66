package dev.darkroom.picture.mark;

import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.mark.MarkedPicture.MarkOutcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/** A PNG's metadata. The mark goes into its text chunk of XMP, or into one of its own behind the header. */
final class PngMark {

    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int FIRST_CHUNK = 8;
    /** The length, name and checksum of a chunk. */
    private static final int AROUND = 12;

    /** The keyword, its end, not compressed, no language and no translation. */
    private static final byte[] XMP = "XML:com.adobe.xmp\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final int KEYWORD = 18;
    private static final int MAX_TEXT = 1 << 20;

    private final byte[] picture;
    private int insertAt = -1;
    private int xmpFrom = -1;
    private int xmpTo = -1;
    private boolean hasCredentials;

    private PngMark(byte[] picture) {
        this.picture = picture;
    }

    static PngMark read(byte[] picture) throws BadPictureException {
        if (picture.length < FIRST_CHUNK || ByteBuffer.wrap(picture).getLong(0) != SIGNATURE) {
            throw PictureMarker.other("PNG");
        }
        PngMark read = new PngMark(picture);
        read.chunks();
        if (read.insertAt < 0) {
            throw PictureMarker.other("PNG");
        }
        return read;
    }

    private void chunks() throws BadPictureException {
        ByteBuffer bytes = ByteBuffer.wrap(picture);
        int at = FIRST_CHUNK;
        String name = "";
        while (!name.equals("IEND")) {
            long size = at + AROUND > picture.length ? -1 : Integer.toUnsignedLong(bytes.getInt(at));
            if (size < 0 || at + AROUND + size > picture.length) {
                throw PictureMarker.truncated("PNG");
            }
            name = new String(picture, at + 4, 4, StandardCharsets.ISO_8859_1);
            int to = (int) (at + AROUND + size);
            if (name.equals("caBX")) {
                hasCredentials = true;
            } else if (name.equals("IHDR")) {
                insertAt = to;
            } else if (name.equals("iTXt")
                    && size >= XMP.length
                    && Arrays.equals(picture, at + 8, at + 8 + KEYWORD, XMP, 0, KEYWORD)) {
                xmpFrom = at;
                xmpTo = to;
            }
            at = to;
        }
    }

    /** Returns the chunk's text, or nothing if it is in another form than it is written in here: compressed, or with a language. */
    private Optional<byte[]> packet() {
        if (xmpFrom < 0) {
            return Optional.empty();
        }
        int from = xmpFrom + 8;
        return Arrays.equals(picture, from, from + XMP.length, XMP, 0, XMP.length)
                ? Optional.of(Arrays.copyOfRange(picture, from + XMP.length, xmpTo - 4))
                : Optional.empty();
    }

    VendorMetadata metadata() {
        byte[] text = packet().orElseGet(this::compressed);
        return new VendorMetadata(hasCredentials, XmpPacket.sourceType(text));
    }

    private byte[] compressed() {
        int flag = xmpFrom + 8 + KEYWORD;
        if (xmpFrom < 0 || picture[flag] != 1) {
            return new byte[0];
        }
        int at = flag + 2;
        for (int zeros = 0; zeros < 2 && at < xmpTo; at++) {
            zeros += picture[at] == 0 ? 1 : 0;
        }
        ByteArrayInputStream zipped = new ByteArrayInputStream(picture, at, Math.max(0, xmpTo - 4 - at));
        try (InflaterInputStream text = new InflaterInputStream(zipped)) {
            return text.readNBytes(MAX_TEXT);
        } catch (IOException damaged) {
            return new byte[0];
        }
    }

    /** @param type the property's value in the form that XML has it */
    MarkedPicture add(String type) {
        if (hasCredentials) {
            return new MarkedPicture(picture, MarkOutcome.HAS_CREDENTIALS);
        }
        if (xmpFrom < 0) {
            byte[] chunk = chunk(XmpPacket.of(type));
            return new MarkedPicture(PictureMarker.replaced(picture, insertAt, insertAt, chunk), MarkOutcome.MARKED);
        }
        Optional<byte[]> packet = packet();
        if (XmpPacket.isMarked(packet.orElseGet(this::compressed))) {
            return new MarkedPicture(picture, MarkOutcome.ALREADY_MARKED);
        }
        Optional<byte[]> more = packet.flatMap(text -> XmpPacket.with(text, type, Integer.MAX_VALUE));
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
