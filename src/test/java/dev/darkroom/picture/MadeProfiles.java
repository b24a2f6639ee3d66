package dev.darkroom.picture;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Makes ICC profiles, and pictures that embed one. */
public final class MadeProfiles {

    private static final double[][] ADOBE = {
        {0.6097, 0.3111, 0.0195}, {0.2053, 0.6257, 0.0609}, {0.1492, 0.0632, 0.7446}
    };
    private static final double[][] DISPLAY = {
        {0.5151, 0.2412, -0.0011}, {0.2919, 0.6922, 0.0419}, {0.1571, 0.0666, 0.7841}
    };
    private static final int HEADER = 128;
    private static final int RIFF_HEAD = 12;
    private static final int PNG_HEAD = 33;

    private MadeProfiles() {}

    /** Returns the JDK's profile of sRGB. */
    public static byte[] srgb() {
        return ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    }

    /** Returns a profile of wider colours. */
    public static byte[] wide(boolean adobe) {
        return adobe ? profile("Adobe RGB (1998)", ADOBE, 2.2) : profile("Display P3", DISPLAY, 2.4);
    }

    /** Returns a profile of print by which all inks are one green, of about {@code 0x008e07}. */
    public static byte[] inks() {
        byte[] toColour = table(4, 3);
        byte[] toInks = table(3, 4);
        int first = HEADER + 4 + 12 * 2;
        ByteBuffer bytes = ByteBuffer.allocate(first + toColour.length + toInks.length);
        bytes.putInt(bytes.capacity()).putInt(0).putInt(0x02100000).put(ascii("prtrCMYKLab "));
        bytes.position(36);
        bytes.put(ascii("acsp"));
        bytes.position(68);
        bytes.putInt(0xf6d6).putInt(0x10000).putInt(0xd32d);
        bytes.position(HEADER);
        bytes.putInt(2).put(ascii("A2B0")).putInt(first).putInt(toColour.length);
        bytes.put(ascii("B2A0")).putInt(first + toColour.length).putInt(toInks.length);
        return bytes.put(toColour).put(toInks).array();
    }

    /** Makes a table of one value, with curves before and behind it that change nothing. */
    private static byte[] table(int from, int to) {
        ByteBuffer bytes = ByteBuffer.allocate(48 + 256 * from + (1 << from) * to + 256 * to);
        bytes.put(ascii("mft1")).putInt(0).put((byte) from).put((byte) to).putShort((short) 0x200);
        for (int place = 0; place < 9; place++) {
            bytes.putInt(place % 4 == 0 ? 0x10000 : 0);
        }
        levels(bytes, from);
        byte[] green = {(byte) 128, (byte) (128 - 60), (byte) (128 + 50), 0};
        for (int node = 0; node < 1 << from; node++) {
            bytes.put(green, 0, to);
        }
        levels(bytes, to);
        return bytes.array();
    }

    private static void levels(ByteBuffer bytes, int channels) {
        for (int level = 0; level < 256 * channels; level++) {
            bytes.put((byte) level);
        }
    }

    static byte[] profile(String name, double[][] primaries, double gamma) {
        byte[] title = Arrays.copyOf(name.getBytes(StandardCharsets.ISO_8859_1), name.length() + 1);
        String[] tags = {"desc", "wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"};
        int description = 12 + title.length + 78;
        int first = HEADER + 4 + 12 * tags.length;
        int[] lengths = {description, 20, 20, 20, 20, 14, 0, 0};
        ByteBuffer bytes = ByteBuffer.allocate(first + description + 4 * 20 + 16);
        bytes.putInt(bytes.capacity()).putInt(0).putInt(0x02100000).put(ascii("mntrRGB XYZ "));
        bytes.position(36);
        bytes.put(ascii("acsp"));
        bytes.position(68);
        bytes.putInt(0xf6d6).putInt(0x10000).putInt(0xd32d);
        bytes.position(HEADER);
        bytes.putInt(tags.length);
        int place = first;
        for (int n = 0; n < tags.length; n++) {
            bytes.put(ascii(tags[n]))
                    .putInt(n < 6 ? place : place - lengths[5])
                    .putInt(n < 6 ? lengths[n] : lengths[5]);
            place += lengths[n];
        }
        bytes.put(ascii("desc")).putInt(0).putInt(title.length).put(title);
        bytes.position(first + description);
        xyz(bytes, 0.9642, 1, 0.8249);
        for (double[] primary : primaries) {
            xyz(bytes, primary);
        }
        bytes.put(ascii("curv")).putInt(0).putInt(1).putShort((short) Math.round(gamma * 256));
        return bytes.array();
    }

    private static void xyz(ByteBuffer bytes, double... axes) {
        bytes.put(ascii("XYZ ")).putInt(0);
        for (double axis : axes) {
            bytes.putInt((int) Math.round(axis * 65_536));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the picture with the profile in it. */
    public static byte[] in(String format, byte[] picture, byte[] profile) throws IOException {
        return switch (format) {
            case "jpeg" -> inJpeg(picture, profile);
            case "png" -> inPng(picture, profile);
            default -> inWebp(picture, profile);
        };
    }

    private static byte[] inJpeg(byte[] jpeg, byte[] profile) {
        ByteBuffer content = ByteBuffer.allocate(14 + profile.length);
        content.put(ascii("ICC_PROFILE\0")).put((byte) 1).put((byte) 1).put(profile);
        return UnusualJpegs.withSegment(jpeg, 0xffe2, content.array());
    }

    private static byte[] inPng(byte[] png, byte[] profile) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write(ascii("made\0\0"));
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(profile);
        }
        byte[] name = ascii("iCCP");
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(packed.toByteArray());
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(whole)) {
            out.write(png, 0, PNG_HEAD);
            out.writeInt(packed.size());
            out.write(name);
            packed.writeTo(out);
            out.writeInt((int) checksum.getValue());
            out.write(png, PNG_HEAD, png.length - PNG_HEAD);
        }
        return whole.toByteArray();
    }

    /** Puts a chunk in front of the frame, with the head that says so. */
    private static byte[] inWebp(byte[] webp, byte[] profile) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        byte[] head = new byte[18];
        byte[] size = new byte[8];
        ByteBuffer.wrap(size).put(ascii("ICCP")).putInt(Integer.reverseBytes(profile.length));
        WebpFrame frame = frame(webp);
        ByteBuffer extended = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        extended.put(ascii("VP8X")).putInt(10).putInt(0x20);
        extended.putInt(frame.width() - 1);
        extended.position(15);
        extended.put((byte) (frame.height() - 1))
                .put((byte) (frame.height() - 1 >> 8))
                .put((byte) 0);
        byte[] pad = new byte[profile.length & 1];
        int length = webp.length - 8 + head.length + size.length + profile.length + pad.length;
        whole.write(webp, 0, 4);
        whole.write(ByteBuffer.allocate(4).putInt(Integer.reverseBytes(length)).array());
        whole.write(webp, 8, 4);
        whole.write(head);
        whole.write(size);
        whole.write(profile);
        whole.write(pad);
        whole.write(webp, RIFF_HEAD, webp.length - RIFF_HEAD);
        return whole.toByteArray();
    }

    private static WebpFrame frame(byte[] webp) throws IOException {
        Path file = Files.createTempFile("made", ".webp");
        try {
            Files.write(file, webp);
            return WebpFrame.first(file);
        } finally {
            Files.delete(file);
        }
    }
}
