package dev.darkroom.jobfile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a job with unknown keys as it was most likely meant, so that a misspelt key, which is told, causes no problem
 * beside it and hides none. What may be meant for several keys, or for none, falls away.
 */
final class MeantJob {

    private MeantJob() {}

    static YamlValue.YamlEntries of(YamlValue.YamlEntries root) {
        return group("", root);
    }

    private static YamlValue.YamlEntries group(String group, YamlValue.YamlEntries given) {
        Set<String> known = MeantKey.namesIn(group);
        Map<String, YamlValue.YamlEntry> kept = new LinkedHashMap<>();
        given.entries().forEach((name, entry) -> {
            if (known.contains(name)) {
                kept.put(name, new YamlValue.YamlEntry(entry.key(), below(group + name, entry.value())));
            }
        });
        YamlValue.YamlEntries meant = new YamlValue.YamlEntries(given.place(), kept);
        for (Map.Entry<String, YamlValue.YamlEntry> entry : given.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                meant = moved(meant, group, entry.getKey(), entry.getValue());
            }
        }
        return meant;
    }

    private static YamlValue below(String name, YamlValue value) {
        boolean isGroup = !MeantKey.namesIn(name + ".").isEmpty();
        return isGroup && value instanceof YamlValue.YamlEntries inner ? group(name + ".", inner) : value;
    }

    /** Puts what an unknown key holds where it was most likely meant, unless something is there. */
    private static YamlValue.YamlEntries moved(
            YamlValue.YamlEntries meant, String group, String name, YamlValue.YamlEntry entry) {
        List<String> candidates = MeantKey.candidates(group, name);
        if (candidates.size() != 1 || !candidates.get(0).startsWith(group)) {
            return meant;
        }
        List<String> path = List.of(candidates.get(0).substring(group.length()).split("\\."));
        return meant.has(path) ? meant : meant.with(path, entry.value());
    }
}
