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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers over all runs of a workspace which files were seen to have which hash, by what stands for a file's content:
 * inode, size, and the times of its last writing and of its last change, of which nobody can put the second back. A file
 * that was restored, copied, renamed or written to since is another one, and is hashed again; so is all if this is lost. Of
 * each only 64 bits of a hash of these are kept, in a file of the workspace. Thread-safe.
 */
public final class ProvedFiles implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(ProvedFiles.class);

    /** What a file may hold before it is begun anew: most of it is then about pictures that are gone. */
    private static final int MAX_PROOFS = 4_000_000;

    /** How many proofs are at hand of files that may be linked next. */
    private static final int MAX_RECENT = 10_000;

    private final @Nullable Path file;
    private final Set<Long> recent = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > MAX_RECENT;
        }
    });
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
    public synchronized boolean has(@Nullable FileProof proof) {
        if (proof == null || (!recent.contains(proof.bits) && Arrays.binarySearch(known(), proof.bits) < 0)) {
            return false;
        }
        recent.add(proof.bits);
        return true;
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

    /**
     * Remembers that a file has the hash which has got another name: to make a link is a change of the file.
     *
     * @param before what it was before, if that was proved
     */
    public void linked(@Nullable FileProof before, Path picture, String sha256) {
        FileProof after = has(before) ? look(picture, sha256) : null;
        if (before != null && after != null && after.writing == before.writing && after.bits != before.bits) {
            add(after.bits);
        }
    }

    private synchronized void add(long proof) {
        recent.add(proof);
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
            Map<String, Object> told =
                    Files.readAttributes(picture, "unix:ino,size,lastModifiedTime,ctime,isRegularFile");
            if (!Boolean.TRUE.equals(told.get("isRegularFile"))) {
                return null;
            }
            String written =
                    told.get("ino") + " " + told.get("size") + " " + told.get("lastModifiedTime") + " " + sha256;
            return new FileProof(Sha256.first64Bits(written + " " + told.get("ctime")), Sha256.first64Bits(written));
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

    /**
     * Stands for a file as it was, and a hash.
     *
     * @param writing the same without the time of its last change
     */
    public record FileProof(long bits, long writing) {}
}
