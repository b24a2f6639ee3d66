package dev.darkroom.simulator.faults;

import java.nio.charset.StandardCharsets;

/** Makes numbers that look like chance and follow from what they are about: no state, no order of events. */
public final class SeededHash {

    private SeededHash() {}

    /** Returns a well-mixed number of all the parts, their order included (SplitMix64's finalizer). */
    public static long mix(long... parts) {
        long mixed = 0x9E3779B97F4A7C15L;
        for (long part : parts) {
            mixed = (mixed ^ part) + 0x9E3779B97F4A7C15L;
            mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            mixed ^= mixed >>> 31;
        }
        return mixed;
    }

    /** Returns a number from 0 to just under 1. */
    static double share(long... parts) {
        return (mix(parts) >>> 11) * 0x1.0p-53;
    }

    /** Returns a text as a number (FNV-1a). */
    public static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xFF)) * 0x100000001B3L;
        }
        return hash;
    }
}
