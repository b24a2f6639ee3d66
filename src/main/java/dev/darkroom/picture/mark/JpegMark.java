package dev.darkroom.picture.mark;

import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.mark.MarkedPicture.MarkOutcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A JPEG's metadata. The mark goes into its segment of XMP, or into one of its own behind those that have to come first. */
final class JpegMark {

    private static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] EXTENSION =
            "http://ns.adobe.com/xmp/extension/\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] EXIF = "Exif\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] JUMBF = "JP".getBytes(StandardCharsets.ISO_8859_1);
    /** The digest, length and offset of a piece of extended XMP. */
    private static final int PIECE_HEAD = 40;

    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP11 = 0xeb;
    private static final int START_OF_SCAN = 0xda;
    private static final int MAX_CONTENT = 0xffff - 2;

    private final byte[] picture;
    private final StringBuilder extended = new StringBuilder();
    private int insertAt = 2;
    private int xmpFrom = -1;
    private int xmpTo = -1;
    private boolean hasCredentials;

    private JpegMark(byte[] picture) {
        this.picture = picture;
    }

    static JpegMark read(byte[] picture) throws BadPictureException {
        int length = picture.length;
        if (length < 4 || picture[0] != (byte) 0xff || picture[1] != (byte) 0xd8) {
            throw PictureMarker.other("JPEG");
        }
        if (picture[length - 2] != (byte) 0xff || picture[length - 1] != (byte) 0xd9) {
            throw PictureMarker.truncated("JPEG");
        }
        JpegMark read = new JpegMark(picture);
        read.segments();
        return read;
    }

    private void segments() throws BadPictureException {
        int at = 2;
        boolean leads = true;
        for (int marker = marker(picture, at); marker != START_OF_SCAN; marker = marker(picture, at)) {
            if (marker == 0xff) {
                at++;
                continue;
            }
            int from = at + 4;
            if (from > picture.length) {
                throw PictureMarker.truncated("JPEG");
            }
            int size = Short.toUnsignedInt(ByteBuffer.wrap(picture).getShort(at + 2));
            int to = at + 2 + size;
            if (size < 2 || to > picture.length) {
                throw PictureMarker.truncated("JPEG");
            }
            hasCredentials |= marker == APP11 && starts(picture, from, to, JUMBF);
            if (marker == APP1 && xmpFrom < 0 && starts(picture, from, to, XMP)) {
                xmpFrom = at;
                xmpTo = to;
            } else if (marker == APP1 && starts(picture, from, to, EXTENSION)) {
                int piece = Math.min(to, from + EXTENSION.length + PIECE_HEAD);
                extended.append(new String(picture, piece, to - piece, StandardCharsets.ISO_8859_1));
            }
            leads = leads && (marker == APP0 || (marker == APP1 && starts(picture, from, to, EXIF)));
            insertAt = leads ? to : insertAt;
            at = to;
        }
    }

    private byte[] packet() {
        return xmpFrom < 0 ? new byte[0] : Arrays.copyOfRange(picture, xmpFrom + 4 + XMP.length, xmpTo);
    }

    private byte[] extension() {
        return extended.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    VendorMetadata metadata() {
        String type = XmpPacket.sourceType(packet());
        return new VendorMetadata(hasCredentials, type.isEmpty() ? XmpPacket.sourceType(extension()) : type);
    }

    /** @param type the property's value in the form that XML has it */
    MarkedPicture add(String type) {
        if (hasCredentials) {
            return new MarkedPicture(picture, MarkOutcome.HAS_CREDENTIALS);
        }
        byte[] packet = packet();
        if (XmpPacket.isMarked(packet) || XmpPacket.isMarked(extension())) {
            return new MarkedPicture(picture, MarkOutcome.ALREADY_MARKED);
        }
        if (xmpFrom < 0) {
            byte[] segment = segment(XmpPacket.of(type));
            return new MarkedPicture(PictureMarker.replaced(picture, insertAt, insertAt, segment), MarkOutcome.MARKED);
        }
        Optional<byte[]> more = XmpPacket.with(packet, type, MAX_CONTENT - XMP.length);
        return more.isEmpty()
                ? new MarkedPicture(picture, MarkOutcome.METADATA_LEFT)
                : new MarkedPicture(
                        PictureMarker.replaced(picture, xmpFrom, xmpTo, segment(more.get())), MarkOutcome.MARKED);
    }

    private static int marker(byte[] picture, int at) throws BadPictureException {
        if (at + 2 > picture.length || picture[at] != (byte) 0xff) {
            throw PictureMarker.truncated("JPEG");
        }
        return picture[at + 1] & 0xff;
    }

    private static boolean starts(byte[] picture, int from, int to, byte[] name) {
        return to - from >= name.length && Arrays.equals(picture, from, from + name.length, name, 0, name.length);
    }

    private static byte[] segment(byte[] packet) {
        return ByteBuffer.allocate(4 + XMP.length + packet.length)
                .put((byte) 0xff)
                .put((byte) APP1)
                .putShort((short) (2 + XMP.length + packet.length))
                .put(XMP)
                .put(packet)
                .array();
    }
}
