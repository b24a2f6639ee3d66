package dev.darkroom.jobfile;

import java.util.HashMap;
import java.util.Map;

/**
 * Where each part of a job was given, by its JSON pointer in the job file, such as {@code /input/image_urls/0}.
 *
 * @param values where the values start
 * @param keys where the keys before them start
 */
public record Places(Map<String, Place> values, Map<String, Place> keys) {

    public Places {
        values = Map.copyOf(values);
        keys = Map.copyOf(keys);
    }

    static Places of(YamlValue root) {
        Map<String, Place> values = new HashMap<>();
        Map<String, Place> keys = new HashMap<>();
        collect("", root, values, keys);
        return new Places(values, keys);
    }

    /** The value's place; for one that was not given, that of the nearest part around it. */
    public Place ofValue(String pointer) {
        String at = pointer;
        while (!values.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
        }
        return values.getOrDefault(at, Place.outside("job file"));
    }

    /** The place of the key before a value; where there is none, the value's. */
    public Place ofKey(String pointer) {
        Place place = keys.get(pointer);
        return place == null ? ofValue(pointer) : place;
    }

    private static void collect(String pointer, YamlValue value, Map<String, Place> values, Map<String, Place> keys) {
        values.put(pointer, value.place());
        if (value instanceof YamlValue.Entries map) {
            map.entries().forEach((name, entry) -> {
                String below = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                keys.put(below, entry.key());
                collect(below, entry.value(), values, keys);
            });
        }
        if (value instanceof YamlValue.Items list) {
            for (int index = 0; index < list.items().size(); index++) {
                collect(pointer + "/" + index, list.items().get(index), values, keys);
            }
        }
    }
}
