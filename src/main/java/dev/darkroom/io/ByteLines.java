package dev.darkroom.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file's lines as bytes, and counts where they end. What follows the last line's end is no line. Not
 * thread-safe.
 */
public final class ByteLines implements AutoCloseable {

    private static final int BLOCK = 1 << 18;

    private final InputStream file;
    private byte[] block = new byte[BLOCK];
    private int start;
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
        return advance() ? Arrays.copyOfRange(block, start, at - 1) : null;
    }

    /** Goes to the next line; returns false behind the last one. */
    public boolean advance() throws IOException {
        start = at;
        while (true) {
            for (int index = at; index < filled; index++) {
                if (block[index] == '\n') {
                    at = index + 1;
                    end += at - start;
                    return true;
                }
            }
            at = filled;
            if (!fill()) {
                return false;
            }
        }
    }

    /** Reads more behind what is begun of a line; returns false at the file's end. */
    private boolean fill() throws IOException {
        int begun = filled - start;
        byte[] next = begun > block.length / 2 ? new byte[block.length * 2] : block;
        System.arraycopy(block, start, next, 0, begun);
        block = next;
        start = 0;
        at = begun;
        int read = file.read(block, begun, block.length - begun);
        filled = begun + Math.max(0, read);
        return read > 0;
    }

    /** Tests the line it has gone to where it lies, which makes nothing. */
    public boolean is(LineTest test) {
        return test.test(block, start, at - 1);
    }

    /** Returns how many bytes of the file are lines up to and with the latest. */
    public long end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Tests a line. */
    @FunctionalInterface
    public interface LineTest {
        /**
         * Returns whether the line is what is looked for.
         *
         * @param from its first byte
         * @param to the first byte behind it, which is its end
         */
        boolean test(byte[] bytes, int from, int to);
    }
}
