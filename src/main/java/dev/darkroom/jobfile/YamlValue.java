package dev.darkroom.jobfile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of YAML that knows where it stands. Scalars stay text: what they mean is for the key to say. Immutable. */
sealed interface YamlValue {

    Place place();

    /** What it is, in a word for messages. */
    String word();

    /** What a plain scalar would be by YAML's core schema; a quoted one is text. */
    enum Kind {
        NOTHING,
        BOOLEAN,
        INTEGER,
        DECIMAL,
        TEXT
    }

    record Text(Place place, String text, Kind kind) implements YamlValue {

        @Override
        public String word() {
            return "a single value";
        }
    }

    record Items(Place place, List<YamlValue> items) implements YamlValue {

        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String word() {
            return "a list";
        }
    }

    record Entry(Place key, YamlValue value) {}

    record Entries(Place place, Map<String, Entry> entries) implements YamlValue {

        public Entries {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String word() {
            return "a group of keys";
        }

        /** The value of a key, or null. */
        @Nullable
        YamlValue value(String name) {
            Entry entry = entries.get(name);
            return entry == null ? null : entry.value();
        }

        /** The same with one value set, in the deepest of the named groups; missing groups are made. */
        Entries with(List<String> path, YamlValue value) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            String name = path.get(0);
            if (path.size() == 1) {
                changed.put(name, new Entry(value.place(), value));
                return new Entries(place, changed);
            }
            Entries inner = value(name) instanceof Entries group ? group : new Entries(value.place(), Map.of());
            Entry before = entries.get(name);
            Place key = before == null ? value.place() : before.key();
            changed.put(name, new Entry(key, inner.with(path.subList(1, path.size()), value)));
            return new Entries(place, changed);
        }
    }
}
