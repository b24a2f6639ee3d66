package dev.darkroom.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file's lines as bytes, and counts where they end. What follows the last line's end is no line. Not
 * thread-safe.
 */
public final class ByteLines implements AutoCloseable {

    private static final int BLOCK = 1 << 16;

    private final InputStream file;
    private final byte[] block = new byte[BLOCK];
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private int at;
    private int filled;
    private long end;

    private ByteLines(InputStream file, long from) {
        this.file = file;
        this.end = from;
    }

    /** Opens a file at a line's begin. */
    public static ByteLines open(Path path, long from) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        channel.position(from);
        return new ByteLines(Channels.newInputStream(channel), from);
    }

    /** Returns the next line without its end, or null behind the last one. */
    public byte @Nullable [] next() throws IOException {
        begun.reset();
        while (true) {
            if (at == filled) {
                filled = file.read(block);
                at = 0;
                if (filled < 0) {
                    filled = 0;
                    return null;
                }
            }
            int newline = newline();
            begun.write(block, at, newline - at);
            if (newline < filled) {
                at = newline + 1;
                end += begun.size() + 1;
                return begun.toByteArray();
            }
            at = filled;
        }
    }

    private int newline() {
        for (int index = at; index < filled; index++) {
            if (block[index] == '\n') {
                return index;
            }
        }
        return filled;
    }

    /** Returns how many bytes of the file are lines up to and with the latest. */
    public long end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
