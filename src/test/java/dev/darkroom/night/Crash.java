package dev.darkroom.night;

/** The process dies here: everything it had in memory is gone. */
final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    Crash(String where) {
        super(where, null, false, false);
    }
}
