package dev.darkroom.picture.mark;

import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.mark.MarkedPicture.MarkOutcome;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A WebP's metadata. The mark goes into its chunk of XMP, or into one at its end, of which the extended header tells. */
final class WebpMark {

    private static final int FIRST_CHUNK = 12;
    private static final int HEAD = 8;
    private static final int EXTENDED = 10;
    private static final int HAS_XMP = 0x04;
    private static final int HAS_ALPHA = 0x10;
    private static final int SIDE = 0x3fff;
    private static final int ALPHA_BIT = 28;

    private final byte[] picture;
    private int end;
    private int xmpFrom = -1;
    private int xmpTo = -1;
    private boolean hasCredentials;
    private boolean isAnimated;

    private WebpMark(byte[] picture) {
        this.picture = picture;
    }

    static WebpMark read(byte[] picture) throws BadPictureException {
        if (picture.length < FIRST_CHUNK + HEAD
                || !name(picture, 0).equals("RIFF")
                || !name(picture, 8).equals("WEBP")) {
            throw PictureMarker.other("WebP");
        }
        WebpMark read = new WebpMark(picture);
        read.chunks();
        return read;
    }

    private void chunks() throws BadPictureException {
        ByteBuffer bytes = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN);
        long riff = Integer.toUnsignedLong(bytes.getInt(4)) + HEAD;
        if (riff > picture.length) {
            throw PictureMarker.truncated("WebP");
        }
        end = (int) riff;
        for (long at = FIRST_CHUNK; at + HEAD <= end; ) {
            String name = name(picture, (int) at);
            long size = Integer.toUnsignedLong(bytes.getInt((int) at + 4));
            long to = at + HEAD + size + (size & 1);
            if (to > end) {
                throw PictureMarker.truncated("WebP");
            }
            hasCredentials |= name.equals("C2PA");
            isAnimated |= name.equals("ANIM") || name.equals("ANMF");
            if (name.equals("XMP ") && xmpFrom < 0) {
                xmpFrom = (int) at;
                xmpTo = (int) to;
            }
            at = to;
        }
    }

    private byte[] packet() {
        if (xmpFrom < 0) {
            return new byte[0];
        }
        int from = xmpFrom + HEAD;
        int size = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN).getInt(xmpFrom + 4);
        return Arrays.copyOfRange(picture, from, from + size);
    }

    VendorMetadata metadata() {
        return new VendorMetadata(hasCredentials, XmpPacket.sourceType(packet()));
    }

    /** @param type the property's value in the form that XML has it */
    MarkedPicture add(String type) {
        if (hasCredentials) {
            return new MarkedPicture(picture, MarkOutcome.HAS_CREDENTIALS);
        }
        byte[] own = packet();
        if (XmpPacket.isMarked(own)) {
            return new MarkedPicture(picture, MarkOutcome.ALREADY_MARKED);
        }
        if (isAnimated) {
            return new MarkedPicture(picture, MarkOutcome.ANIMATED);
        }
        Optional<byte[]> packet =
                xmpFrom < 0 ? Optional.of(XmpPacket.of(type)) : XmpPacket.with(own, type, Integer.MAX_VALUE);
        if (packet.isEmpty()) {
            return new MarkedPicture(picture, MarkOutcome.METADATA_LEFT);
        }
        int from = xmpFrom < 0 ? end : xmpFrom;
        byte[] marked =
                extended(PictureMarker.replaced(picture, from, xmpFrom < 0 ? end : xmpTo, chunk("XMP ", packet.get())));
        if (marked.length == 0) {
            return new MarkedPicture(picture, MarkOutcome.METADATA_LEFT);
        }
        ByteBuffer.wrap(marked).order(ByteOrder.LITTLE_ENDIAN).putInt(4, marked.length - (picture.length - end) - HEAD);
        return new MarkedPicture(marked, MarkOutcome.MARKED);
    }

    /** Returns the file with a header that tells of XMP; empty if it begins with no picture that is known. */
    private static byte[] extended(byte[] picture) {
        ByteBuffer bytes = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN);
        int content = FIRST_CHUNK + HEAD;
        switch (name(picture, FIRST_CHUNK)) {
            case "VP8X" -> {
                picture[content] |= HAS_XMP;
                return picture;
            }
            case "VP8 " -> {
                int width = bytes.getShort(content + 6) & SIDE;
                int height = bytes.getShort(content + 8) & SIDE;
                return PictureMarker.replaced(picture, FIRST_CHUNK, FIRST_CHUNK, header(HAS_XMP, width, height));
            }
            case "VP8L" -> {
                int sides = bytes.getInt(content + 1);
                int flags = HAS_XMP | ((sides >>> ALPHA_BIT & 1) == 1 ? HAS_ALPHA : 0);
                int width = (sides & SIDE) + 1;
                int height = (sides >>> 14 & SIDE) + 1;
                return PictureMarker.replaced(picture, FIRST_CHUNK, FIRST_CHUNK, header(flags, width, height));
            }
            default -> {
                return new byte[0];
            }
        }
    }

    private static byte[] header(int flags, int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(EXTENDED).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, flags).putInt(4, width - 1);
        int last = height - 1;
        header.put(7, (byte) last).put(8, (byte) (last >> 8)).put(9, (byte) (last >> 16));
        return chunk("VP8X", header.array());
    }

    private static byte[] chunk(String name, byte[] content) {
        return ByteBuffer.allocate(HEAD + content.length + (content.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.ISO_8859_1))
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static String name(byte[] picture, int at) {
        return new String(picture, at, 4, StandardCharsets.ISO_8859_1);
    }
}
