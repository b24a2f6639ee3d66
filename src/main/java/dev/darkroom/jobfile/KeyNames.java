package dev.darkroom.jobfile;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.NearestNameFinder;
import dev.darkroom.manifest.InputProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds keys that are not known, and groups that are none. */
final class KeyNames {

    private final List<InputProblem> problems;

    KeyNames(List<InputProblem> problems) {
        this.problems = problems;
    }

    void check(YamlValue.YamlEntries root) {
        check("", root);
    }

    private void check(String group, YamlValue.YamlEntries map) {
        Set<String> known = namesIn(group);
        map.entries().forEach((name, entry) -> {
            String full = group + name;
            if (!known.contains(name)) {
                problems.add(
                        entry.key().problem(ErrorCode.UNKNOWN_KEY, "unknown key " + full, remedy(group, name, known)));
                return;
            }
            if (!namesIn(full + ".").isEmpty()) {
                checkGroup(full, entry.value());
            }
        });
    }

    private void checkGroup(String name, YamlValue value) {
        if (value instanceof YamlValue.YamlEntries inner) {
            check(name + ".", inner);
            return;
        }
        if (name.equals(NotifyKeys.GROUP) && value instanceof YamlValue.YamlItems list) {
            list.items().forEach(item -> checkGroup(name, item));
            return;
        }
        boolean empty = value instanceof YamlValue.YamlText text && text.kind() == YamlValue.ScalarKind.NOTHING;
        if (!empty) {
            String remedy = "Give its keys below it: " + String.join(", ", namesIn(name + "."));
            problems.add(value.place().problem(ErrorCode.BAD_VALUE, name + " is " + value.keyword(), remedy));
        }
    }

    private static String remedy(String group, String name, Collection<String> known) {
        String here = NearestNameFinder.find(name, known).orElseThrow();
        if (NearestNameFinder.isNear(name, here)) {
            return "Did you mean " + group + here + "?";
        }
        List<String> elsewhere = new ArrayList<>();
        for (JobKey<?> key : JobKeys.ALL) {
            List<String> path = key.path();
            if (path.size() > 1 && NearestNameFinder.isNear(name, path.get(path.size() - 1))) {
                elsewhere.add(key.name());
            }
        }
        if (!elsewhere.isEmpty()) {
            return "Did you mean " + String.join(" or ", elsewhere) + "?";
        }
        String place = group.isEmpty() ? "a job file" : group.substring(0, group.length() - 1);
        return "The nearest is " + group + here + "; " + place + " knows " + String.join(", ", known);
    }

    /** Lists the names right below a group, which is empty or ends in a dot. */
    private static Set<String> namesIn(String group) {
        return JobKeys.ALL.stream()
                .map(JobKey::name)
                .filter(name -> name.startsWith(group))
                .map(name -> name.substring(group.length()).split("\\.", 2)[0])
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
