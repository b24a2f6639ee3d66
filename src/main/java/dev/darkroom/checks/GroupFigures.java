package dev.darkroom.checks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Gathers the figures of a run's pictures, and tells which are not like the others of their group. Holds a few numbers a
 * picture. Not thread-safe.
 */
public final class GroupFigures {

    private static final int FIRST_SIZE = 1024;

    private final Map<String, Integer> names = new HashMap<>();
    private final List<Optional<GroupMedians>> medians = new ArrayList<>();
    private long[] places = new long[FIRST_SIZE];
    private int[] groups = new int[FIRST_SIZE];
    private float[] fills = new float[FIRST_SIZE];
    private float[] brightness = new float[FIRST_SIZE];
    private int[] borders = new int[FIRST_SIZE];
    private int size;

    /**
     * Adds a picture.
     *
     * @param row its row's number, in ascending order
     * @param n which of the row's pictures it is, in ascending order
     */
    public void add(int row, int n, String group, EvenFigures figures) {
        long place = place(row, n);
        if (size > 0 && places[size - 1] >= place) {
            throw new IllegalArgumentException("picture " + n + " of row " + row + " comes too late");
        }
        if (size == places.length) {
            grow(2 * size);
        }
        Integer number = names.putIfAbsent(group, names.size());
        places[size] = place;
        groups[size] = number == null ? names.size() - 1 : number;
        fills[size] = (float) figures.fill();
        brightness[size] = (float) figures.brightness();
        borders[size] = figures.border();
        size++;
    }

    private void grow(int length) {
        places = Arrays.copyOf(places, length);
        groups = Arrays.copyOf(groups, length);
        fills = Arrays.copyOf(fills, length);
        brightness = Arrays.copyOf(brightness, length);
        borders = Arrays.copyOf(borders, length);
    }

    private static long place(int row, int n) {
        return (long) row << Short.SIZE | n;
    }

    /** Works the medians of all groups out; what is added later does not count. */
    public void close() {
        int[] starts = new int[names.size() + 1];
        for (int at = 0; at < size; at++) {
            starts[groups[at] + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = starts.clone();
        int[] order = new int[size];
        for (int at = 0; at < size; at++) {
            order[next[groups[at]]++] = at;
        }
        for (int group = 0; group < names.size(); group++) {
            List<EvenFigures> pictures = new ArrayList<>();
            for (int at = starts[group]; at < starts[group + 1]; at++) {
                pictures.add(figures(order[at]));
            }
            medians.add(GroupMedians.of(pictures));
        }
    }

    private EvenFigures figures(int at) {
        return new EvenFigures(fills[at], brightness[at], borders[at]);
    }

    /** Counts the pictures that are in a group of enough of them. */
    public long compared() {
        return IntStream.range(0, size)
                .filter(at -> medians.get(groups[at]).isPresent())
                .count();
    }

    /** Counts the pictures that are not like the others of their group. */
    public long uneven() {
        return IntStream.range(0, size).filter(at -> flag(at).isPresent()).count();
    }

    private Optional<String> flag(int at) {
        return medians.get(groups[at]).flatMap(group -> group.flag(figures(at)));
    }

    /** Returns whether the picture was measured, and its group has enough of them to be compared with. */
    public boolean isCompared(int row, int n) {
        int at = Arrays.binarySearch(places, 0, size, place(row, n));
        return at >= 0 && medians.get(groups[at]).isPresent();
    }

    /** Returns the flag of a picture that is not like the others of its group, as results have it. */
    public Optional<String> flag(int row, int n) {
        int at = Arrays.binarySearch(places, 0, size, place(row, n));
        return at < 0 ? Optional.empty() : flag(at);
    }
}
