package dev.darkroom.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns that a header gives.
 *
 * @param byPosition the columns' names in the order of their cells, empty where a column has none; the second of a name
 *     is told apart by a number
 * @param doubled the names that stand there more than once
 */
record HeaderColumns(List<String> byPosition, Set<String> doubled) {

    HeaderColumns {
        byPosition = List.copyOf(byPosition);
    }

    static HeaderColumns of(List<String> given) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>(given);
        Set<String> seen = new HashSet<>();
        Set<String> doubled = new LinkedHashSet<>();
        for (String name : given) {
            if (name.isEmpty() || seen.add(name)) {
                names.add(name);
                continue;
            }
            doubled.add(name);
            int number = 2;
            while (!taken.add(name + " (" + number + ")")) {
                number++;
            }
            names.add(name + " (" + number + ")");
        }
        return new HeaderColumns(names, doubled);
    }

    /** Returns the columns that have a name. */
    List<String> names() {
        return byPosition.stream().filter(name -> !name.isEmpty()).toList();
    }

    int size() {
        return byPosition.size();
    }
}
