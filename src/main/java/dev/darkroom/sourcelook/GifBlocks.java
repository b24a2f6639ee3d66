package dev.darkroom.sourcelook;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Counts the frames of a GIF as far as its bytes go. Used once. */
final class GifBlocks {

    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int IMAGE = 0x2c;

    private final ByteBuffer bytes;
    private int colours;
    private int frames;
    private boolean transparent;

    GifBlocks(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Takes a screen's or a frame's flags, the lowest three of which tell the size of the table that follows. */
    void skipColours(byte flags) {
        colours = (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    void skipColourTable() {
        skip(colours);
    }

    /** Reads block for block; what comes after the bytes that there are is not counted. */
    void count() {
        try {
            int block = unsigned();
            while (block == EXTENSION || block == IMAGE) {
                if (block == IMAGE) {
                    frame();
                } else if (unsigned() == GRAPHIC_CONTROL) {
                    transparent |= (bytes.get(bytes.position() + 1) & 1) != 0;
                }
                skipBlocks();
                block = unsigned();
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException end) {
            // The rest of the file was not fetched.
        }
    }

    private void frame() {
        frames++;
        bytes.position(Math.min(bytes.limit(), bytes.position() + 8));
        skipColours(bytes.get());
        skipColourTable();
        unsigned();
    }

    private void skipBlocks() {
        for (int length = unsigned(); length > 0; length = unsigned()) {
            if (length > bytes.remaining()) {
                throw new BufferUnderflowException();
            }
            skip(length);
        }
    }

    private void skip(int length) {
        bytes.position(Math.min(bytes.limit(), bytes.position() + length));
    }

    private int unsigned() {
        return bytes.get() & 0xff;
    }

    boolean isTransparent() {
        return transparent;
    }

    int frames() {
        return Math.max(1, frames);
    }
}
