package dev.darkroom.ledger;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The ids, file names and inputs of a run's rows as 64-bit hashes, to find those that several rows may share: 24 bytes a
 * row. Who stages rows adds them in passing, so that the rows need not be read again. Not thread-safe.
 */
public final class RowHashes {

    /** Stands for no input: such a row shares none. */
    private static final long NONE = 0;

    private long[] ids = new long[1024];
    private long[] names = new long[1024];
    private long[] inputs = new long[1024];
    private int rows;

    /**
     * Adds the run's next row, in manifest order.
     *
     * @param id see {@link RowStaging#hash}
     * @param name see {@link RowStaging#hash}
     * @param inputKey null if the row is invalid
     */
    public void add(long id, long name, @Nullable String inputKey) {
        if (rows == ids.length) {
            ids = Arrays.copyOf(ids, rows * 2);
            names = Arrays.copyOf(names, rows * 2);
            inputs = Arrays.copyOf(inputs, rows * 2);
        }
        ids[rows] = id;
        names[rows] = name;
        inputs[rows] = hash(inputKey);
        rows++;
    }

    /** Returns how many rows were added. */
    public int rows() {
        return rows;
    }

    /** Forgets them all. */
    public void clear() {
        ids = new long[1024];
        names = new long[1024];
        inputs = new long[1024];
        rows = 0;
    }

    /** Returns the numbers of the rows whose ids have the same hash as another row's, in manifest order. */
    public int[] sharingId() {
        return sharing(ids);
    }

    /** Returns the numbers of the rows whose file names have the same hash as another row's, in manifest order. */
    public int[] sharingName() {
        return sharing(names);
    }

    /** Returns the numbers of the rows whose inputs have the same hash as another row's, in manifest order. */
    public int[] sharingInput() {
        return sharing(inputs);
    }

    private int[] sharing(long[] hashes) {
        long[] sorted = Arrays.copyOf(hashes, rows);
        Arrays.sort(sorted);
        int repeated = 0;
        for (int index = 1; index < rows; index++) {
            boolean isKnown = repeated > 0 && sorted[repeated - 1] == sorted[index];
            if (sorted[index] == sorted[index - 1] && sorted[index] != NONE && !isKnown) {
                sorted[repeated++] = sorted[index];
            }
        }
        int ends = repeated;
        return ends == 0
                ? new int[0]
                : IntStream.range(0, rows)
                        .filter(index -> Arrays.binarySearch(sorted, 0, ends, hashes[index]) >= 0)
                        .map(index -> index + 1)
                        .toArray();
    }

    /** A hash that takes no part in any promise: what has the same is compared. */
    private static long hash(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        long hash = 0xcbf29ce484222325L;
        for (int index = 0; index < text.length(); index++) {
            hash = (hash ^ text.charAt(index)) * 0x100000001b3L;
        }
        return hash == NONE ? 1 : hash;
    }
}
