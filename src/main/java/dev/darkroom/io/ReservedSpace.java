package dev.darkroom.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that only takes up room, so that a journal on a full disk can still take the answers that are on the wire.
 *
 * <p>It is given up in pieces: what else writes to the disk would take all that is free at once. There is one while a
 * journal is open. Used by the ledger's writer alone; not thread-safe.
 */
public final class ReservedSpace {

    public static final int BYTES = 4 << 20;
    public static final int PIECE = 256 << 10;

    private static final Logger log = LoggerFactory.getLogger(ReservedSpace.class);

    private final Path file;
    private final int bytes;
    private long left;

    private ReservedSpace(Path file, int bytes) {
        this.file = file;
        this.bytes = bytes;
        this.left = bytes;
    }

    /** Returns the path of a journal's reserve. */
    public static Path beside(Path journal) {
        return journal.resolveSibling(journal.getFileName() + ".reserve");
    }

    /**
     * Makes it, mode 0600, or fills it up again.
     *
     * @param bytes how large it is
     * @throws IOException if there is no room for it
     */
    public static ReservedSpace make(Path file, int bytes) throws IOException {
        FilePermissions.OWNER_ONLY.createIfMissing(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            fill(channel, bytes);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return new ReservedSpace(file, bytes);
    }

    private static void fill(FileChannel channel, int bytes) throws IOException {
        channel.truncate(bytes);
        channel.position(channel.size());
        byte[] noise = new byte[Math.min(PIECE, bytes)];
        // File systems that compress would keep nothing free for zeros.
        new Random(channel.size()).nextBytes(noise);
        while (channel.position() < bytes) {
            int most = (int) Math.min(noise.length, bytes - channel.position());
            channel.write(ByteBuffer.wrap(noise, 0, most));
        }
        channel.force(true);
    }

    /** Frees the next piece; returns false if nothing is left to be freed. */
    public boolean release() throws IOException {
        if (left == 0) {
            return false;
        }
        left -= Math.min(left, PIECE);
        if (left == 0) {
            Files.deleteIfExists(file);
        } else {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(left);
            }
        }
        return true;
    }

    /** Returns whether some of it had to be given up. */
    public boolean touched() {
        return left < bytes;
    }

    /** Frees all of it: nothing more will be written. */
    public void remove() {
        left = 0;
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.info("cannot delete {}: {}", file, FailureText.of(e));
        }
    }
}
