package dev.darkroom.picture;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Copies a GIF's first frame as a GIF of its own, without the comments before it: the JDK's reader would collect them
 * in a time that grows with the square of their length.
 */
final class GifFrame {

    private static final int SCREEN = 13;
    private static final int FLAGS = 10;
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int IMAGE = 0x2c;
    private static final int IMAGE_HEAD = 9;
    private static final int END = 0x3b;

    private final DataInputStream from;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream to = new DataOutputStream(bytes);

    private GifFrame(DataInputStream from) {
        this.from = from;
    }

    static ImageInputStream first(Path file) throws IOException {
        try (DataInputStream from = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            GifFrame frame = new GifFrame(from);
            frame.copy();
            return new MemoryCacheImageInputStream(new ByteArrayInputStream(frame.bytes.toByteArray()));
        }
    }

    private void copy() throws IOException {
        byte[] screen = take(SCREEN);
        copyColours(screen[FLAGS]);
        int block = from.readUnsignedByte();
        while (block == EXTENSION) {
            int kind = from.readUnsignedByte();
            boolean kept = kind == GRAPHIC_CONTROL;
            if (kept) {
                to.writeByte(EXTENSION);
                to.writeByte(kind);
            }
            blocks(kept);
            block = from.readUnsignedByte();
        }
        if (block != IMAGE) {
            throw new IOException("a GIF without a picture");
        }
        to.writeByte(IMAGE);
        byte[] head = take(IMAGE_HEAD);
        copyColours(head[IMAGE_HEAD - 1]);
        take(1);
        blocks(true);
        to.writeByte(END);
    }

    /** Copies a table of colours, which follows if the highest bit is set; the lowest three tell its size. */
    private void copyColours(byte flags) throws IOException {
        if ((flags & 0x80) != 0) {
            take(3 << ((flags & 7) + 1));
        }
    }

    private void blocks(boolean kept) throws IOException {
        for (int length = from.readUnsignedByte(); length > 0; length = from.readUnsignedByte()) {
            byte[] block = new byte[length];
            from.readFully(block);
            if (kept) {
                to.writeByte(length);
                to.write(block);
            }
        }
        if (kept) {
            to.writeByte(0);
        }
    }

    private byte[] take(int length) throws IOException {
        byte[] taken = new byte[length];
        from.readFully(taken);
        to.write(taken);
        return taken;
    }
}
