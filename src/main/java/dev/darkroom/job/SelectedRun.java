package dev.darkroom.job;

import dev.darkroom.ledger.runs.RunRecord;

/**
 * The run that a command is about, in the ledger and with its folder.
 *
 * @param kind what is to be done with it
 */
record SelectedRun(RunChoice.ChoiceKind kind, RunRecord run) {

    boolean isFinished() {
        return kind == RunChoice.ChoiceKind.NOTHING_TO_DO;
    }

    boolean goesOn() {
        return kind == RunChoice.ChoiceKind.GO_ON;
    }
}
