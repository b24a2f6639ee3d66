package dev.darkroom.job;

import dev.darkroom.ledger.runs.RunRecord;
import org.jspecify.annotations.Nullable;

/**
 * The run that a command is about.
 *
 * @param kind what is to be done with it
 * @param run the run there is, null if another begins
 */
record RunChoice(ChoiceKind kind, @Nullable RunRecord run) {

    enum ChoiceKind {
        /** Another run begins. */
        BEGIN,
        /** An unfinished one is resumed. */
        GO_ON,
        /** It is finished, and nothing changed: nothing is submitted. */
        NOTHING_TO_DO
    }

    static RunChoice begin() {
        return new RunChoice(ChoiceKind.BEGIN, null);
    }
}
