package dev.darkroom.models;

import org.jspecify.annotations.Nullable;

/** Tells what is known of source pictures. Thread-safe. */
public interface SourceKnowledge {

    /** Nobody looks at sources: nothing is said of them. */
    SourceKnowledge UNASKED = new SourceKnowledge() {
        @Override
        public boolean looks() {
            return false;
        }

        @Override
        public @Nullable SourceTraits of(String address) {
            return null;
        }
    };

    /** Returns whether sources are looked at, so that one of which nothing is known is worth a word. */
    boolean looks();

    /** Returns what is known of the source at an address as it is sent; null if it was not looked at. */
    @Nullable
    SourceTraits of(String address);
}
