package dev.darkroom.submit;

import dev.darkroom.stations.Turns;

/** Lets tests outside this room take the submitter's turns one by one. */
public final class NightSubmits {

    private NightSubmits() {}

    public static Turns.Turn turns(SubmitTasklet tasklet) {
        return tasklet.turns()::take;
    }
}
