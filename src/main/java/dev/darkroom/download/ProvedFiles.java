package dev.darkroom.download;

import dev.darkroom.io.FailureText;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.io.Sha256;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers over all runs of a workspace which files were seen to have which hash, by what stands for a file's content:
 * inode, size and the time of its last change. A file that was restored, copied or written to since is another one, and is
 * hashed again; so is all if this is lost. Of each only 64 bits of a hash of these are kept, in a file of the workspace.
 * Thread-safe.
 */
public final class ProvedFiles implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(ProvedFiles.class);

    /** What a file may hold before it is begun anew: most of it is then about pictures that are gone. */
    private static final int MAX_PROOFS = 4_000_000;

    private final @Nullable Path file;
    private long @Nullable [] known;
    private @Nullable DataOutputStream added;

    private ProvedFiles(@Nullable Path file) {
        this.file = file;
    }

    /** Remembers by a file, which is made when something is first proved. */
    public static ProvedFiles in(Path file) {
        return new ProvedFiles(file);
    }

    /** Remembers nothing. */
    public static ProvedFiles none() {
        return new ProvedFiles(null);
    }

    /**
     * Looks at a file as it is now.
     *
     * @param sha256 the hash that it should have
     * @return null if there is no such regular file, or nothing is remembered of it
     */
    public @Nullable FileProof look(Path picture, String sha256) {
        return file == null ? null : proof(picture, sha256);
    }

    /** Returns whether this was proved before. */
    public boolean has(@Nullable FileProof proof) {
        return proof != null && Arrays.binarySearch(known(), proof.bits) >= 0;
    }

    /**
     * Remembers that a file has the hash. Where that cannot be kept, it is hashed again.
     *
     * @param before what it was before it was hashed: one that has changed meanwhile is not remembered
     */
    public void prove(@Nullable FileProof before, Path picture, String sha256) {
        if (before != null && before.equals(look(picture, sha256))) {
            add(before.bits);
        }
    }

    private synchronized void add(long proof) {
        try {
            DataOutputStream out = added;
            if (out == null) {
                out = append();
                added = out;
            }
            out.writeLong(proof);
        } catch (IOException e) {
            log.debug("it is not remembered which pictures are as they were: {}", FailureText.of(e));
        }
    }

    /** Opens the file behind its last whole entry. */
    private DataOutputStream append() throws IOException {
        Path place = Objects.requireNonNull(file, "file is null");
        FilePermissions.OWNER_ONLY.createIfMissing(place);
        FileChannel channel = FileChannel.open(place, StandardOpenOption.WRITE);
        long whole = channel.size() / Long.BYTES * Long.BYTES;
        channel.truncate(whole / Long.BYTES > MAX_PROOFS ? 0 : whole);
        channel.position(channel.size());
        return new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
    }

    private synchronized long[] known() {
        long[] proofs = known;
        if (proofs == null) {
            proofs = read();
            Arrays.sort(proofs);
            known = proofs;
        }
        return proofs;
    }

    private long[] read() {
        try {
            if (file == null || !Files.exists(file)) {
                return new long[0];
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                long[] proofs = new long[(int) Math.min(channel.size() / Long.BYTES, MAX_PROOFS)];
                channel.map(FileChannel.MapMode.READ_ONLY, 0, (long) proofs.length * Long.BYTES)
                        .asLongBuffer()
                        .get(proofs);
                return proofs;
            }
        } catch (IOException e) {
            log.debug("it is not known which pictures are as they were: {}", FailureText.of(e));
            return new long[0];
        }
    }

    private static @Nullable FileProof proof(Path picture, String sha256) {
        try {
            Map<String, Object> told = Files.readAttributes(picture, "unix:ino,size,lastModifiedTime,isRegularFile");
            String identity = told.get("ino") + " " + told.get("size") + " " + told.get("lastModifiedTime");
            return Boolean.TRUE.equals(told.get("isRegularFile"))
                    ? new FileProof(Sha256.first64Bits(identity + " " + sha256))
                    : null;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException untold) {
            return null;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (added != null) {
            added.close();
            added = null;
        }
    }

    /** Stands for a file as it was, and a hash. */
    public record FileProof(long bits) {}
}
