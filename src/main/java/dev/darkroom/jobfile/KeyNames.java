package dev.darkroom.jobfile;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.NearestNameFinder;
import dev.darkroom.manifest.InputProblem;
import java.util.Collection;
import java.util.List;
import java.util.Set;

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
        Set<String> known = MeantKey.namesIn(group);
        map.entries().forEach((name, entry) -> {
            String full = group + name;
            if (!known.contains(name)) {
                problems.add(
                        entry.key().problem(ErrorCode.UNKNOWN_KEY, "unknown key " + full, remedy(group, name, known)));
                return;
            }
            if (!MeantKey.namesIn(full + ".").isEmpty()) {
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
            String remedy = "Give its keys below it: " + String.join(", ", MeantKey.namesIn(name + "."));
            problems.add(value.place().problem(ErrorCode.BAD_VALUE, name + " is " + value.keyword(), remedy));
        }
    }

    private static String remedy(String group, String name, Collection<String> known) {
        List<String> meant = MeantKey.candidates(group, name);
        if (!meant.isEmpty()) {
            return "Did you mean " + String.join(" or ", meant) + "?";
        }
        String nearest =
                "The nearest is " + group + NearestNameFinder.find(name, known).orElseThrow() + "; ";
        return group.isEmpty()
                ? nearest + "a job file knows " + String.join(", ", known) + ", and keys of your own, such as one that"
                        + " holds an anchor, that begin with " + JobFile.OWN_KEYS
                : nearest + group.substring(0, group.length() - 1) + " knows " + String.join(", ", known);
    }
}
