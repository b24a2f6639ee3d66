package dev.darkroom.workbook;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Counts what a part of a workbook unpacks to, and ends it where that is more than a table can be: a few kilobytes may
 * unpack to gigabytes.
 */
final class BoundedInput extends FilterInputStream {

    /** The most that may be unpacked without anything in it coming to its end. */
    private static final long MAX_STEP = 64L << 20;

    private final long max;
    private final String what;
    private long total;
    private long step;

    /** @param what begins the sentence about a part that is too large */
    BoundedInput(InputStream in, long max, String what) {
        super(in);
        this.max = max;
        this.what = what;
    }

    /** Notes that something was read to its end. */
    void progressed() {
        step = 0;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(read);
        return read;
    }

    private void count(int read) {
        if (read > 0) {
            total += read;
            step += read;
        }
        if (total > max || step > MAX_STEP) {
            throw WorkbookException.tooLarge(0, what + " unpacks to more than a table can be");
        }
    }
}
