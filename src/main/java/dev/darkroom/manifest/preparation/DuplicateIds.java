package dev.darkroom.manifest.preparation;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.Sha256;
import dev.darkroom.manifest.InputProblem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the second row of an id. Keeps 64 bits of each id's SHA-256 and its line: 32 MB for a million ids, and a chance
 * of one in thirty million that two different ones of a million are taken for the same. Not thread-safe.
 */
public final class DuplicateIds {

    private static final int LINE_BITS = 40;
    private static final long MAX_LINE = (1L << LINE_BITS) - 1;

    private final String file;
    private final MessageDigest digest = Sha256.newDigest();
    private long[] hashes = new long[1024];
    private long[] lines = new long[1024];
    private final List<String> files = new ArrayList<>();
    private int size;

    /** @param file the manifest as the user named it */
    public DuplicateIds(String file) {
        this.file = Objects.requireNonNull(file, "file is null");
    }

    /**
     * Notes a row's id.
     *
     * @return the problem if an earlier row has it, else null
     */
    public @Nullable InputProblem add(String id, long line) {
        return add(id, line, file);
    }

    /**
     * Notes the id of a row of one of several files.
     *
     * @return the problem if an earlier row has it, else null
     */
    public @Nullable InputProblem add(String id, long line, String rowFile) {
        if (files.isEmpty() || !files.get(files.size() - 1).equals(rowFile)) {
            files.add(rowFile);
        }
        long hash = hash(id);
        int slot = slot(hash, hashes);
        if (hashes[slot] == hash) {
            String before = files.get((int) (lines[slot] >>> LINE_BITS));
            return new InputProblem(
                    rowFile,
                    line,
                    null,
                    ErrorCode.DUPLICATE_ID,
                    "the id " + id + " is already the one of line " + (lines[slot] & MAX_LINE)
                            + (before.equals(rowFile) ? "" : " of " + before),
                    "Give each row an id of its own",
                    false);
        }
        hashes[slot] = hash;
        lines[slot] = line | (long) (files.size() - 1) << LINE_BITS;
        size++;
        if (size > hashes.length / 2) {
            grow();
        }
        return null;
    }

    private void grow() {
        long[] largerHashes = new long[hashes.length * 2];
        long[] largerLines = new long[hashes.length * 2];
        for (int index = 0; index < hashes.length; index++) {
            if (hashes[index] != 0) {
                int slot = slot(hashes[index], largerHashes);
                largerHashes[slot] = hashes[index];
                largerLines[slot] = lines[index];
            }
        }
        hashes = largerHashes;
        lines = largerLines;
    }

    private static int slot(long hash, long[] table) {
        int slot = (int) hash & (table.length - 1);
        while (table[slot] != 0 && table[slot] != hash) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    /** Returns a hash that is never zero, which marks a free slot. */
    private long hash(String id) {
        long hash = ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        return hash == 0 ? 1 : hash;
    }
}
