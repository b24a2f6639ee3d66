package dev.darkroom.publish.mark;

import dev.darkroom.picture.BadPictureException;
import dev.darkroom.publish.mark.MarkedPicture.MarkOutcome;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Adds the mark to a WebP's chunk of XMP, or as one at its end, and says so in its extended header. */
final class WebpMark {

    private static final int FIRST_CHUNK = 12;
    private static final int HEAD = 8;
    private static final int EXTENDED = 10;
    private static final int HAS_XMP = 0x04;
    private static final int HAS_ALPHA = 0x10;
    private static final int SIDE = 0x3fff;
    private static final int ALPHA_BIT = 28;

    private WebpMark() {}

    static MarkedPicture add(byte[] picture, DigitalSourceType source) throws BadPictureException {
        ByteBuffer bytes = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN);
        if (picture.length < FIRST_CHUNK + HEAD
                || !name(picture, 0).equals("RIFF")
                || !name(picture, 8).equals("WEBP")) {
            throw PictureMarker.other("WebP");
        }
        long riff = Integer.toUnsignedLong(bytes.getInt(4)) + HEAD;
        if (riff > picture.length) {
            throw PictureMarker.truncated("WebP");
        }
        int end = (int) riff;
        int xmpFrom = -1;
        int xmpTo = -1;
        for (long at = FIRST_CHUNK; at + HEAD <= end; ) {
            String name = name(picture, (int) at);
            long size = Integer.toUnsignedLong(bytes.getInt((int) at + 4));
            long to = at + HEAD + size + (size & 1);
            if (to > end) {
                throw PictureMarker.truncated("WebP");
            }
            if (name.equals("C2PA")) {
                return new MarkedPicture(picture, MarkOutcome.HAS_CREDENTIALS);
            }
            if (name.equals("ANIM") || name.equals("ANMF")) {
                return new MarkedPicture(picture, MarkOutcome.ANIMATED);
            }
            if (name.equals("XMP ") && xmpFrom < 0) {
                xmpFrom = (int) at;
                xmpTo = (int) to;
            }
            at = to;
        }
        byte[] packet = XmpPacket.of(source);
        if (xmpFrom >= 0) {
            int size = bytes.getInt(xmpFrom + 4);
            byte[] own = Arrays.copyOfRange(picture, xmpFrom + HEAD, xmpFrom + HEAD + size);
            if (XmpPacket.isMarked(own)) {
                return new MarkedPicture(picture, MarkOutcome.ALREADY_MARKED);
            }
            Optional<byte[]> more = XmpPacket.with(own, source, Integer.MAX_VALUE);
            if (more.isEmpty()) {
                return new MarkedPicture(picture, MarkOutcome.METADATA_LEFT);
            }
            packet = more.get();
        }
        int from = xmpFrom < 0 ? end : xmpFrom;
        byte[] marked =
                extended(PictureMarker.replaced(picture, from, xmpFrom < 0 ? end : xmpTo, chunk("XMP ", packet)));
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
