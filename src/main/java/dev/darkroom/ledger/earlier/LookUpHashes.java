package dev.darkroom.ledger.earlier;

import dev.darkroom.ledger.RowStaging;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The hashes by which rows are looked up, with the rows' numbers, nearly in their order. Not thread-safe. */
final class LookUpHashes {

    /** A row is found by its id, its input key, and what it makes again. */
    static final int MAX_OF_ROW = 3;

    private long[] hashes;
    private int[] rows;
    private long[] order = new long[0];
    private int size;
    private long places;

    /** @param count of rows that are expected */
    LookUpHashes(int count) {
        hashes = new long[2 * count];
        rows = new int[2 * count];
    }

    /**
     * Adds a row.
     *
     * @param id the hash of its id
     * @param inputKey null if it is invalid
     * @param redoOf what it makes again, null if nothing
     */
    void add(int row, long id, @Nullable String inputKey, @Nullable String redoOf) {
        add(row, id);
        Long key = hash(inputKey);
        if (key != null && key != id) {
            add(row, key);
        }
        Long redo = hash(redoOf);
        if (redo != null && redo != id && !Objects.equals(redo, key)) {
            add(row, redo);
        }
    }

    private void add(int row, long hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2 + MAX_OF_ROW);
            rows = Arrays.copyOf(rows, hashes.length);
        }
        hashes[size] = hash;
        rows[size] = row;
        size++;
    }

    private static @Nullable Long hash(@Nullable String text) {
        return text == null ? null : RowStaging.hash(text);
    }

    int size() {
        return size;
    }

    /** Brings them in order, but for the last bits of hashes: these make room for their places. */
    void sort() {
        places = Math.max(1, Long.highestOneBit(size) * 2) - 1;
        order = new long[size];
        for (int place = 0; place < size; place++) {
            order[place] = (hashes[place] & ~places) | place;
        }
        Arrays.sort(order);
    }

    long hash(int place) {
        return hashes[(int) (order[place] & places)];
    }

    int row(int place) {
        return rows[(int) (order[place] & places)];
    }
}
