package dev.darkroom.manifest;

import java.util.List;

/** A job file or a manifest that cannot be used as a whole. Nothing was sent. */
public final class ManifestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<InputProblem> problems;

    public ManifestException(List<InputProblem> problems) {
        super(problems.isEmpty() ? "unusable" : problems.get(0).toString());
        this.problems = List.copyOf(problems);
    }

    /** Returns all that was found, at least one of it no mere warning. */
    public List<InputProblem> problems() {
        return problems;
    }
}
