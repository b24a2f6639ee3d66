package dev.darkroom.ledger.comparison;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rows of a run by their ids, in little room. Ids are told apart by 96 bits of hashes: that two of a million are
 * mistaken for each other is less likely than that the disk errs.
 */
final class ComparedRows {

    private final int[] places;
    private final long[] hashes;
    private final int[] checks;
    private final int[] numbers;
    private final long[] inputs;
    private final long[] pictures;
    private final BitSet pictured = new BitSet();
    private final BitSet rejected = new BitSet();
    private final BitSet found = new BitSet();
    private int size;

    /** @param most how many rows will be added at most */
    ComparedRows(int most) {
        places = new int[Integer.highestOneBit(Math.max(most, 8)) * 4];
        Arrays.fill(places, -1);
        hashes = new long[most];
        checks = new int[most];
        numbers = new int[most];
        inputs = new long[most];
        pictures = new long[most];
    }

    void add(ComparedRow row) {
        int place = place(row.idHash(), row.id().hashCode());
        if (places[place] >= 0 || size == hashes.length) {
            return;
        }
        places[place] = size;
        hashes[size] = row.idHash();
        checks[size] = row.id().hashCode();
        numbers[size] = row.number();
        inputs[size] = row.input();
        pictures[size] = row.picture();
        pictured.set(size, row.pictured());
        rejected.set(size, row.rejected());
        size++;
    }

    /** Finds the row with the same id, and what it was; empty if there is none. */
    Optional<EarlierState> find(ComparedRow row) {
        int at = places[place(row.idHash(), row.id().hashCode())];
        if (at < 0) {
            return Optional.empty();
        }
        found.set(at);
        return Optional.of(new EarlierState(numbers[at], inputs[at], pictures[at], pictured.get(at), rejected.get(at)));
    }

    /** The numbers of the rows that were never found, in order. */
    IntStream unfound() {
        return IntStream.range(0, size).filter(at -> !found.get(at)).map(at -> numbers[at]);
    }

    private int place(long hash, int check) {
        int mask = places.length - 1;
        int place = Long.hashCode(hash) & mask;
        while (places[place] >= 0 && !(hashes[places[place]] == hash && checks[places[place]] == check)) {
            place = (place + 1) & mask;
        }
        return place;
    }

    /**
     * What a row was in the earlier run.
     *
     * @param number its number in the manifest
     * @param input see {@link ComparedRow#input}
     * @param picture see {@link ComparedRow#picture}
     * @param pictured whether it had a picture
     * @param rejected whether that was rejected in review
     */
    record EarlierState(int number, long input, long picture, boolean pictured, boolean rejected) {

        /** Returns whether it had no picture, or one that was rejected and is not its picture now. */
        boolean wanted(ComparedRow now) {
            return !pictured || (rejected && picture != now.picture());
        }
    }
}
