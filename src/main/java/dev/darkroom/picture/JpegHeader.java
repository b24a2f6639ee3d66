package dev.darkroom.picture;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The segments in front of a JPEG's pixels, as far as they tell how it is to be seen. Goes from one to the next and keeps
 * none, so that hostile ones cost neither time nor memory.
 *
 * @param width in pixels as they are stored, 0 if it is not told
 * @param height in pixels as they are stored, 0 if it is not told
 * @param components the numbers that each pixel has, 3 for colours and 4 for inks, 0 if it is not told
 * @param orientation as EXIF metadata tells it
 */
record JpegHeader(int width, int height, int components, JpegOrientation orientation) {

    /** Profiles and metadata in pieces are far fewer. */
    private static final int MAX_SEGMENTS = 256;

    private static final int START_OF_IMAGE = 0xffd8;
    private static final int START_OF_SCAN = 0xffda;
    private static final int APP1 = 0xffe1;
    /** Bytes of which any number may stand before a marker. */
    private static final int FILLING = 0xffff;

    private static final int FRAME_SIZE = 5;

    static JpegHeader of(Path file) throws IOException {
        JpegOrientation orientation = JpegOrientation.UPRIGHT;
        try (DataInputStream bytes = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int marker = bytes.readUnsignedShort();
            if (marker != START_OF_IMAGE) {
                throw new IOException("not a JPEG");
            }
            for (int segment = 0; segment < MAX_SEGMENTS && marker != START_OF_SCAN; segment++) {
                marker = bytes.readUnsignedShort();
                while (marker == FILLING) {
                    marker = (FILLING & 0xff00) | bytes.readUnsignedByte();
                }
                int length = bytes.readUnsignedShort() - 2;
                if (isFrame(marker) && length >= FRAME_SIZE) {
                    bytes.readUnsignedByte();
                    int height = bytes.readUnsignedShort();
                    int width = bytes.readUnsignedShort();
                    int components = length > FRAME_SIZE ? bytes.readUnsignedByte() : 0;
                    return new JpegHeader(width, height, components, orientation);
                }
                if (length < 0) {
                    break;
                }
                if (marker == APP1 && orientation.equals(JpegOrientation.UPRIGHT)) {
                    byte[] content = bytes.readNBytes(length);
                    orientation = JpegOrientation.isExif(content) ? JpegOrientation.ofExif(content) : orientation;
                } else {
                    bytes.skipNBytes(length);
                }
            }
        } catch (EOFException noFrame) {
            return new JpegHeader(0, 0, 0, orientation);
        }
        return new JpegHeader(0, 0, 0, orientation);
    }

    /** Returns whether a marker begins a frame of whatever coding; three of that range mean something else. */
    private static boolean isFrame(int marker) {
        return marker >= 0xffc0 && marker <= 0xffcf && marker != 0xffc4 && marker != 0xffc8 && marker != 0xffcc;
    }
}
