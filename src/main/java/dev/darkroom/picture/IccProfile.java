package dev.darkroom.picture;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an ICC profile says of colours: its kind, its primaries, its tone curve at the middle, its name. Whatever is
 * damaged or missing makes a profile that is not sRGB.
 *
 * @see <a href="https://www.color.org/specification/ICC.1-2022-05.pdf">ICC.1:2022, 7 and 10</a>
 */
final class IccProfile {

    /** sRGB's primaries as profiles have them, adapted to D50: X, Y and Z of red, green and blue. */
    private static final double[][] PRIMARIES = {
        {0.4361, 0.2225, 0.0139}, {0.3851, 0.7169, 0.0971}, {0.1431, 0.0606, 0.7141}
    };

    private static final String[] PRIMARY_TAGS = {"rXYZ", "gXYZ", "bXYZ"};

    /** By how much a primary may be off: profiles that mean sRGB round, and some adapt the white otherwise. */
    private static final double NEAR = 0.01;

    /** Half a level is this much light by sRGB; a plain gamma of 2.2 is as near as anybody sees. */
    private static final double MIDDLE = 0.2140;

    private static final double MIDDLE_NEAR = 0.015;

    private static final int HEADER = 128;
    private static final int SPACE = 16;
    private static final int MAX_TAGS = 100;
    private static final int TAG = 12;
    private static final int MAX_NAME = 40;
    private static final double FIXED = 65_536;
    private static final double LEVELS = 65_535;
    private static final double GAMMA = 256;

    private final ByteBuffer bytes;

    private IccProfile(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    static ColourProfile read(byte[] bytes) {
        IccProfile profile = new IccProfile(bytes);
        try {
            String name = profile.name();
            return new ColourProfile(name.isEmpty() ? profile.space() : name, profile.isSrgb());
        } catch (IndexOutOfBoundsException damaged) {
            return new ColourProfile("damaged", false);
        }
    }

    private String space() {
        return harmless(text(SPACE, 4, StandardCharsets.ISO_8859_1));
    }

    private boolean isSrgb() {
        if (!space().equals("RGB")) {
            return false;
        }
        for (int channel = 0; channel < PRIMARIES.length; channel++) {
            Integer at = tag(PRIMARY_TAGS[channel]);
            if (at == null) {
                return false;
            }
            for (int axis = 0; axis < PRIMARIES.length; axis++) {
                double found = bytes.getInt(at + 8 + 4 * axis) / FIXED;
                if (Math.abs(found - PRIMARIES[channel][axis]) > NEAR) {
                    return false;
                }
            }
        }
        Integer curve = tag("gTRC");
        return curve != null && Math.abs(middle(curve) - MIDDLE) < MIDDLE_NEAR;
    }

    /** Returns how much light half a level is. */
    private double middle(int at) {
        if (text(at, 4, StandardCharsets.ISO_8859_1).equals("para")) {
            return parametric(at);
        }
        int points = bytes.getInt(at + 8);
        if (points == 0) {
            return 0.5;
        }
        if (points == 1) {
            return Math.pow(0.5, Short.toUnsignedInt(bytes.getShort(at + 12)) / GAMMA);
        }
        int below = at + 12 + 2 * ((points - 1) / 2);
        int above = at + 12 + 2 * (points / 2);
        return (Short.toUnsignedInt(bytes.getShort(below)) + Short.toUnsignedInt(bytes.getShort(above))) / 2.0 / LEVELS;
    }

    private double parametric(int at) {
        int type = Short.toUnsignedInt(bytes.getShort(at + 8));
        double gamma = bytes.getInt(at + 12) / FIXED;
        if (type == 0) {
            return Math.pow(0.5, gamma);
        }
        double a = bytes.getInt(at + 16) / FIXED;
        double b = bytes.getInt(at + 20) / FIXED;
        return Math.pow(a * 0.5 + b, gamma);
    }

    private String name() {
        Integer at = tag("desc");
        if (at == null) {
            return "";
        }
        if (text(at, 4, StandardCharsets.ISO_8859_1).equals("mluc")) {
            int length = Math.min(bytes.getInt(at + 20), 2 * MAX_NAME);
            return harmless(text(at + bytes.getInt(at + 24), Math.max(0, length), StandardCharsets.UTF_16BE));
        }
        int length = Math.min(bytes.getInt(at + 8), MAX_NAME);
        return harmless(text(at + 12, Math.max(0, length), StandardCharsets.ISO_8859_1));
    }

    private static String harmless(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9 ._()-]", "").strip();
        return plain.substring(0, Math.min(plain.length(), MAX_NAME));
    }

    private String text(int at, int length, Charset charset) {
        byte[] text = new byte[Math.min(length, Math.max(0, bytes.limit() - at))];
        bytes.get(at, text);
        return new String(text, charset);
    }

    /** Returns where a tag's content begins, null if there is none. */
    private @Nullable Integer tag(String name) {
        int wanted = ByteBuffer.wrap(name.getBytes(StandardCharsets.ISO_8859_1)).getInt();
        int tags = Math.min(MAX_TAGS, bytes.getInt(HEADER));
        for (int n = 0; n < tags; n++) {
            int entry = HEADER + 4 + TAG * n;
            if (bytes.getInt(entry) == wanted) {
                return bytes.getInt(entry + 4);
            }
        }
        return null;
    }
}
