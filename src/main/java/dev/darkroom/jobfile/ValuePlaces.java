package dev.darkroom.jobfile;

import java.util.HashMap;
import java.util.Map;

/**
 * The places where each part of a job was given, by its JSON pointer in the job file, such as {@code
 * /input/image_urls/0}.
 *
 * @param values where the values start
 * @param keys where the keys before them start
 */
record ValuePlaces(Map<String, ValuePlace> values, Map<String, ValuePlace> keys) {

    public ValuePlaces {
        values = Map.copyOf(values);
        keys = Map.copyOf(keys);
    }

    static ValuePlaces of(YamlValue root) {
        Map<String, ValuePlace> values = new HashMap<>();
        Map<String, ValuePlace> keys = new HashMap<>();
        collect("", root, values, keys);
        return new ValuePlaces(values, keys);
    }

    /** Returns the value's place; for one that was not given, that of the nearest part around it. */
    public ValuePlace ofValue(String pointer) {
        String at = pointer;
        while (!values.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
        }
        return values.getOrDefault(at, ValuePlace.outside("job file"));
    }

    /** Returns the place of the key before a value; where there is none, the value's. */
    public ValuePlace ofKey(String pointer) {
        ValuePlace place = keys.get(pointer);
        return place == null ? ofValue(pointer) : place;
    }

    private static void collect(
            String pointer, YamlValue value, Map<String, ValuePlace> values, Map<String, ValuePlace> keys) {
        values.put(pointer, value.place());
        if (value instanceof YamlValue.YamlEntries map) {
            map.entries().forEach((name, entry) -> {
                String below = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                keys.put(below, entry.key());
                collect(below, entry.value(), values, keys);
            });
        }
        if (value instanceof YamlValue.YamlItems list) {
            for (int index = 0; index < list.items().size(); index++) {
                collect(pointer + "/" + index, list.items().get(index), values, keys);
            }
        }
    }
}
