package dev.darkroom.picture;

import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Reads a file whose reader is given up on after a while, or when its thread is interrupted. A few megabytes of JPEG
 * can hold a million scans, each over the whole picture: no bound of pixels keeps such a file short. It is read by
 * buffers, since readers take single bytes, and WebP's goes to and fro for each of its blocks.
 */
final class DeadlineImageInput extends ImageInputStreamImpl {

    private static final int BUFFER = 8192;

    /** The number of single bytes between two checks of the clock, less one: a power of two, less one. */
    private static final int BETWEEN_LOOKS = 0xff;

    private final MonotonicClock clock = MonotonicClock.system();
    private final MonotonicTime start = clock.now();
    private final Duration most;
    private final RandomAccessFile file;
    private final byte[] buffer = new byte[BUFFER];

    private long bufferStart;
    private int buffered;
    private int singles;

    DeadlineImageInput(Path file, Duration most) throws IOException {
        this.file = new RandomAccessFile(file.toFile(), "r");
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        if ((singles++ & BETWEEN_LOOKS) == 0) {
            checkDeadline();
        }
        bitOffset = 0;
        if (available() == 0) {
            return -1;
        }
        int value = buffer[(int) (streamPos - bufferStart)] & 0xff;
        streamPos++;
        return value;
    }

    /**
     * Reads as many bytes as requested, and fewer only at the end: what reads a number takes fewer for the end of the
     * file.
     */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        checkDeadline();
        bitOffset = 0;
        int taken = 0;
        while (taken < length) {
            int next = Math.min(length - taken, available());
            if (next == 0) {
                return taken == 0 ? -1 : taken;
            }
            System.arraycopy(buffer, (int) (streamPos - bufferStart), bytes, offset + taken, next);
            streamPos += next;
            taken += next;
        }
        return taken;
    }

    @Override
    public long length() {
        try {
            checkClosed();
            return file.length();
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        file.close();
    }

    /** Returns how many bytes of the buffer are ahead, filled again if none are; 0 at the end. */
    private int available() throws IOException {
        checkClosed();
        boolean inside = streamPos >= bufferStart && streamPos < bufferStart + buffered;
        if (!inside) {
            file.seek(streamPos);
            bufferStart = streamPos;
            buffered = Math.max(0, file.read(buffer));
        }
        return (int) (bufferStart + buffered - streamPos);
    }

    private void checkDeadline() throws IOException {
        if (Thread.interrupted()) {
            throw new InterruptedIOException("interrupted while a picture was decoded");
        }
        if (start.until(clock.now()).compareTo(most) > 0) {
            throw new LateException();
        }
    }

    /** The failure when the time is over. */
    static final class LateException extends IOException {

        private static final long serialVersionUID = 1L;

        LateException() {
            super("the time to decode it is over");
        }
    }
}
