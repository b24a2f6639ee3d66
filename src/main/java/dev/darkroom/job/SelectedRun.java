package dev.darkroom.job;

import dev.darkroom.ledger.RunRecord;

/**
 * The run that a command is about, in the ledger and with its folder.
 *
 * @param kind what is to be done with it
 */
record SelectedRun(RunChoice.Kind kind, RunRecord run) {

    boolean isFinished() {
        return kind == RunChoice.Kind.NOTHING_TO_DO;
    }

    boolean goesOn() {
        return kind == RunChoice.Kind.GO_ON;
    }
}
