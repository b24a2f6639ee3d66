package dev.darkroom.manifest.choice;

import dev.darkroom.manifest.CellTexts;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.choice.PriorityRule.PriorityOrder;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Puts the rows of a manifest into the order in which they are bought. Twenty bytes a row meanwhile, and each text once. */
public final class PriorityReader {

    private final PriorityRule rule;
    private final char decimal;
    private final Map<String, Integer> texts = new HashMap<>();

    /** @param decimal the decimal point of numbers in cells */
    public PriorityReader(PriorityRule rule, char decimal) {
        this.rule = rule;
        this.decimal = decimal;
    }

    /**
     * Reads a manifest once.
     *
     * @param most how many rows are read
     * @return their numbers, in the order in which they are bought
     */
    public int[] read(Manifest manifest, long most) throws IOException {
        // Numbers as they are, texts as what numbers them; NaN for neither.
        double[] numbers = new double[Math.toIntExact(most)];
        int[] words = new int[numbers.length];
        int rows = 0;
        try (ManifestReader reader = manifest.open()) {
            for (ManifestRow row = reader.read(); row != null && rows < most; row = reader.read()) {
                String cell = CellTexts.text(row.cells().path(rule.column())).strip();
                Optional<BigDecimal> number =
                        rule.order() == PriorityOrder.LISTED ? Optional.empty() : Comparison.number(cell, decimal);
                numbers[rows] = number.isPresent() ? number.get().doubleValue() : Double.NaN;
                words[rows] = number.isPresent() || cell.isEmpty() ? -1 : numberOf(cell);
                rows++;
            }
        }
        return sorted(places(Arrays.copyOf(numbers, rows), Arrays.copyOf(words, rows)));
    }

    private int numberOf(String text) {
        Integer known = texts.putIfAbsent(text, texts.size());
        return known == null ? texts.size() - 1 : known;
    }

    /** Returns the place of each row's value among all values: numbers, then texts, then nothing. */
    private int[] places(double[] numbers, int[] words) {
        double[] known = Arrays.stream(numbers)
                .filter(number -> !Double.isNaN(number))
                .sorted()
                .distinct()
                .toArray();
        int[] wordPlaces = wordPlaces();
        int[] places = new int[numbers.length];
        int last = known.length + texts.size() + rule.listed().size();
        for (int row = 0; row < places.length; row++) {
            if (!Double.isNaN(numbers[row])) {
                int place = Arrays.binarySearch(known, numbers[row]);
                places[row] = rule.order() == PriorityOrder.DESC ? known.length - 1 - place : place;
            } else {
                places[row] = words[row] < 0 ? last : known.length + wordPlaces[words[row]];
            }
        }
        return places;
    }

    private int[] wordPlaces() {
        int[] places = new int[texts.size()];
        if (rule.order() == PriorityOrder.LISTED) {
            List<String> listed = rule.listed();
            texts.forEach(
                    (text, number) -> places[number] = listed.contains(text) ? listed.indexOf(text) : listed.size());
            return places;
        }
        int place = 0;
        TreeSet<String> ordered = new TreeSet<>(texts.keySet());
        for (String text : rule.order() == PriorityOrder.DESC ? ordered.descendingSet() : ordered) {
            places[texts.getOrDefault(text, 0)] = place++;
        }
        return places;
    }

    /** Sorts rows by their places, those of one place by their numbers. */
    private static int[] sorted(int[] places) {
        int most = Arrays.stream(places).max().orElse(0);
        int[] begins = new int[most + 2];
        for (int place : places) {
            begins[place + 1]++;
        }
        for (int place = 1; place < begins.length; place++) {
            begins[place] += begins[place - 1];
        }
        int[] rows = new int[places.length];
        for (int row = 0; row < places.length; row++) {
            rows[begins[places[row]]++] = row + 1;
        }
        return rows;
    }
}
