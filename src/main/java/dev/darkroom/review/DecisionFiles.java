package dev.darkroom.review;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The files with decisions that are taken together. What is written about them is written beside the first.
 *
 * @param files by their names as the user gave them, in this order
 * @param reviewer who decided in files that do not say it; empty if that is not known
 * @param mayOverrule whether a person of this name may overrule another one
 * @param now the time of decisions that do not tell their own
 */
public record DecisionFiles(Map<String, Path> files, String reviewer, Predicate<String> mayOverrule, Instant now) {

    public DecisionFiles {
        files = new LinkedHashMap<>(files);
    }

    Path folder() {
        return places().get(0).resolveSibling("");
    }

    private List<Path> places() {
        return files.values().stream()
                .map(file -> file.toAbsolutePath().normalize())
                .toList();
    }

    /** @throws ManifestException if one of them would be overwritten */
    void refuse(ReviewFiles written) {
        List<InputProblem> problems = new ArrayList<>();
        files.forEach((name, file) -> {
            if (written.has(file.toAbsolutePath().normalize())) {
                problems.add(new InputProblem(
                        name,
                        0,
                        null,
                        ErrorCode.OWN_FILE,
                        "the file is named as one that is written beside the decisions",
                        "Name it decisions.csv",
                        false));
            }
        });
        if (!problems.isEmpty()) {
            throw new ManifestException(problems);
        }
    }

    /**
     * Reads all.
     *
     * @param run the id of the run that they must be about
     * @throws ManifestException with all that is wrong with them
     */
    List<DecisionLine> read(String run) throws IOException {
        List<DecisionLine> lines = new ArrayList<>();
        List<InputProblem> problems = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            try {
                lines.addAll(DecisionsFile.read(file.getValue(), file.getKey(), run, reviewer));
            } catch (ManifestException refused) {
                problems.addAll(refused.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ManifestException(problems);
        }
        return lines;
    }
}
