package dev.darkroom.manifest.preparation;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.NearestNameFinder;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The parts of a job that problems have been told of. Rows are not judged by them: what they lack there follows from
 * what was told.
 *
 * @param inputs the inputs that the job gives wrongly, or by a misspelt name
 * @param id whether it is wrong which column the ids are in
 * @param model whether the job's own model is not known, or missing
 * @param required whether columns that rows must fill in are not there
 */
record FaultyJobParts(Set<String> inputs, boolean id, boolean model, boolean required) {

    static final FaultyJobParts NONE = new FaultyJobParts(Set.of(), false, false, false);

    private static final String INPUT = "/input/";

    FaultyJobParts {
        inputs = Set.copyOf(inputs);
    }

    /** @param known the names of all inputs that could be meant */
    static FaultyJobParts of(List<JobInputProblem> problems, Collection<String> known) {
        Set<String> inputs = new HashSet<>();
        for (JobInputProblem problem : problems) {
            if (problem.pointer().startsWith(INPUT)) {
                String name = problem.pointer().substring(INPUT.length()).split("/", 2)[0];
                boolean misspelt = problem.code().equals(ErrorCode.UNKNOWN_INPUT.code());
                inputs.add(misspelt ? NearestNameFinder.findNear(name, known).orElse(name) : name);
            }
        }
        return new FaultyJobParts(
                inputs, any(problems, "/columns/id"), any(problems, "/model"), any(problems, "/columns/required"));
    }

    private static boolean any(List<JobInputProblem> problems, String pointer) {
        return problems.stream().anyMatch(problem -> problem.pointer().startsWith(pointer));
    }
}
