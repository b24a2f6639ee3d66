package dev.darkroom.jobfile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A piece of YAML with its place in the text. Scalars stay text: what they mean is for the key to say. Immutable. */
sealed interface YamlValue {

    ValuePlace place();

    /** Returns a word for its kind, for messages. */
    String keyword();

    /** The kind of a plain scalar by YAML's core schema; a quoted one is text. */
    enum ScalarKind {
        NOTHING,
        BOOLEAN,
        INTEGER,
        DECIMAL,
        TEXT
    }

    record YamlText(ValuePlace place, String text, ScalarKind kind) implements YamlValue {

        @Override
        public String keyword() {
            return "a single value";
        }
    }

    record YamlItems(ValuePlace place, List<YamlValue> items) implements YamlValue {

        public YamlItems {
            items = List.copyOf(items);
        }

        @Override
        public String keyword() {
            return "a list";
        }
    }

    record YamlEntry(ValuePlace key, YamlValue value) {}

    record YamlEntries(ValuePlace place, Map<String, YamlEntry> entries) implements YamlValue {

        public YamlEntries {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String keyword() {
            return "a group of keys";
        }

        /** Returns the value of a key, or null. */
        @Nullable
        YamlValue value(String name) {
            YamlEntry entry = entries.get(name);
            return entry == null ? null : entry.value();
        }

        /** Returns whether a value is given at the path. */
        boolean has(List<String> path) {
            YamlValue below = value(path.get(0));
            return path.size() == 1
                    ? below != null
                    : below instanceof YamlEntries group && group.has(path.subList(1, path.size()));
        }

        /** Returns the keys that do not begin with a prefix. */
        YamlEntries without(String prefix) {
            Map<String, YamlEntry> kept = new LinkedHashMap<>(entries);
            kept.keySet().removeIf(name -> name.startsWith(prefix));
            return new YamlEntries(place, kept);
        }

        /** Returns these keys alone. */
        YamlEntries only(Set<String> names) {
            Map<String, YamlEntry> kept = new LinkedHashMap<>(entries);
            kept.keySet().retainAll(names);
            return new YamlEntries(place, kept);
        }

        /** Returns the same with one value set, in the deepest of the named groups; missing groups are made. */
        YamlEntries with(List<String> path, YamlValue value) {
            Map<String, YamlEntry> changed = new LinkedHashMap<>(entries);
            String name = path.get(0);
            if (path.size() == 1) {
                changed.put(name, new YamlEntry(value.place(), value));
                return new YamlEntries(place, changed);
            }
            YamlEntries inner =
                    value(name) instanceof YamlEntries group ? group : new YamlEntries(value.place(), Map.of());
            YamlEntry before = entries.get(name);
            ValuePlace key = before == null ? value.place() : before.key();
            changed.put(name, new YamlEntry(key, inner.with(path.subList(1, path.size()), value)));
            return new YamlEntries(place, changed);
        }
    }
}
