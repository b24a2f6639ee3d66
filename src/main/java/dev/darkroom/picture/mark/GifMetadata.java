package dev.darkroom.picture.mark;

import java.nio.charset.StandardCharsets;

/** Finds metadata in a GIF's extensions, by their names. */
final class GifMetadata {

    private static final String XMP = "!\u00ff\u000bXMP DataXMP";
    private static final String CREDENTIALS = "!\u00ff\u000bC2PA_GIF";

    /** What follows a packet, so that readers that take it for pieces with lengths find their end. */
    private static final String TRAILER = "\u0001\u00ff\u00fe";

    private GifMetadata() {}

    static VendorMetadata read(byte[] picture) {
        String text = new String(picture, StandardCharsets.ISO_8859_1);
        int from = text.indexOf(XMP);
        int to = from < 0 ? -1 : text.indexOf(TRAILER, from);
        byte[] packet =
                to < 0 ? new byte[0] : text.substring(from + XMP.length(), to).getBytes(StandardCharsets.ISO_8859_1);
        return new VendorMetadata(text.contains(CREDENTIALS), XmpPacket.sourceType(packet));
    }
}
