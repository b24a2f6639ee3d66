package dev.darkroom.picture;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.stream.FileImageInputStream;

/**
 * A file whose reader is given up on after a while, or when its thread is interrupted. A few megabytes of JPEG can hold
 * a million scans, each over the whole picture: no bound of pixels keeps such a file short.
 */
final class HurriedInput extends FileImageInputStream {

    private final long start = System.nanoTime();
    private final Duration most;

    HurriedInput(Path file, Duration most) throws IOException {
        super(file.toFile());
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        check();
        return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        check();
        return super.read(bytes, offset, length);
    }

    private void check() throws IOException {
        if (Thread.interrupted()) {
            throw new InterruptedIOException("interrupted while a picture was decoded");
        }
        if (System.nanoTime() - start > most.toNanos()) {
            throw new LateException();
        }
    }

    /** The time is over. */
    static final class LateException extends IOException {

        private static final long serialVersionUID = 1L;

        LateException() {
            super("the time to decode it is over");
        }
    }
}
