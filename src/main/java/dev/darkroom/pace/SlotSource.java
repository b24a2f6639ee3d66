package dev.darkroom.pace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where slots for calls come from. Thread-safe; methods may wait for what processes share. */
interface SlotSource {

    /** Returns how long until the next slot; zero if it may be taken now. */
    Duration untilNext();

    /** Takes the next slot; it has lapsed where none could be had. */
    CallSlot take();

    /**
     * Lets a call go whose slot has come.
     *
     * @return how long it has to wait still; null if its slot has lapsed
     */
    @Nullable
    Duration acquire(CallSlot slot);

    /** Notes that the service wants a pause, which begins now. */
    void pause(Duration pause);

    /** Learns what other processes were told meanwhile, and tells them the rate. */
    void refresh();
}
