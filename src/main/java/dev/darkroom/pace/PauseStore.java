package dev.darkroom.pace;

import java.time.Duration;

/** Keeps the pauses that a service asks for beyond the process that was asked. Thread-safe. */
public interface PauseStore {

    /** Keeps none. */
    PauseStore NONE = new PauseStore() {
        @Override
        public Duration left(String calls) {
            return Duration.ZERO;
        }

        @Override
        public void keep(String calls, Duration pause) {}
    };

    /**
     * Returns how much is left of the pause that an earlier process was asked for; zero if nothing is.
     *
     * @param calls the kind of call that is to pause, such as {@code submits}
     */
    Duration left(String calls);

    /** Keeps a pause that begins now. It is durable when this returns, if there is a way to keep it at all. */
    void keep(String calls, Duration pause);
}
