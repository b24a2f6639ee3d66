package dev.darkroom.simulator.faults;

/**
 * The call that a fault is about, and so the time at which it is decided whether it strikes: once for a whole job, when
 * it is accepted, or anew with every call of the kind. Of two that could strike the same call the earlier one in {@link
 * FaultKind} does.
 */
public enum FaultPoint {
    CALL("any call that carries a token"),
    SUBMIT("submit, and nothing is accepted"),
    SUBMITTED("submit, which is accepted"),
    POLL("status and result"),
    RESULT("result alone"),
    CANCEL("cancel"),
    MODEL("the model's price and inputs"),
    BALANCE("the balance"),
    JOB("the job as a whole"),
    CONTENT("what the result says, for good"),
    OUTPUT("what an output's address serves, for good"),
    FETCH("a single call for an output");

    private final String title;

    FaultPoint(String title) {
        this.title = title;
    }

    /** Returns a title of the call, for people. */
    public String title() {
        return title;
    }

    /** Returns whether it is decided once for the whole job. */
    boolean lasting() {
        return this == JOB || this == CONTENT || this == OUTPUT;
    }
}
