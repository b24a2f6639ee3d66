package dev.darkroom.jobfile;

import dev.darkroom.io.NearestNameFinder;
import dev.darkroom.models.ModelCatalog;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the key that was most likely meant by one that is not known. */
final class MeantKey {

    private MeantKey() {}

    /**
     * Returns the keys that may be meant, each with its groups; empty if there is none.
     *
     * @param group where the key stands: empty, or a group's name and a dot
     * @param name the key, which is not known there
     */
    static List<String> candidates(String group, String name) {
        Optional<String> here = NearestNameFinder.findNear(name, namesIn(group));
        if (here.isPresent()) {
            return List.of(group + here.get());
        }
        if (group.isEmpty() && isInput(name)) {
            return List.of(JobKeys.INPUT.name() + "." + name);
        }
        List<String> elsewhere = new ArrayList<>();
        for (JobKey<?> key : JobKeys.ALL) {
            List<String> path = key.path();
            if (path.size() > 1 && NearestNameFinder.isNear(name, path.get(path.size() - 1))) {
                elsewhere.add(key.name());
            }
        }
        return List.copyOf(elsewhere);
    }

    /** Lists the names right below a group, which is empty or ends in a dot. */
    static Set<String> namesIn(String group) {
        return JobKeys.ALL.stream()
                .map(JobKey::name)
                .filter(name -> name.startsWith(group))
                .map(name -> name.substring(group.length()).split("\\.", 2)[0])
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean isInput(String name) {
        return ModelCatalog.builtIn().all().stream().anyMatch(model -> model.hasInput(name));
    }
}
