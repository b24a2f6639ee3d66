package dev.darkroom.night;

/** The death of the process: everything it had in memory is gone. */
final class SimulatedCrash extends Error {

    private static final long serialVersionUID = 1L;

    SimulatedCrash(String where) {
        super(where, null, false, false);
    }
}
