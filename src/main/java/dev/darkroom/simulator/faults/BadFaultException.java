package dev.darkroom.simulator.faults;

import java.util.List;

/** A fault plan that cannot be meant so. It knows the place in the plan; its message names it. */
public final class BadFaultException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> path;
    private final boolean atKey;
    private final String why;

    private BadFaultException(List<String> path, boolean atKey, String why) {
        super(path.isEmpty() ? "the fault plan " + why : String.join(".", path) + " " + why);
        this.path = List.copyOf(path);
        this.atKey = atKey;
        this.why = why;
    }

    static BadFaultException atKey(List<String> path, String why) {
        return new BadFaultException(path, true, why);
    }

    static BadFaultException atValue(List<String> path, String why) {
        return new BadFaultException(path, false, why);
    }

    /** Returns the keys, and the numbers from 0 in lists, that lead to it. */
    public List<String> path() {
        return path;
    }

    /** Returns whether the last key of the path is wrong itself, not its value. */
    public boolean atKey() {
        return atKey;
    }

    /** Returns the fault, to stand after the key or value: {@code is more than 1}. */
    public String why() {
        return why;
    }
}
