package dev.darkroom.io;

import java.util.stream.Stream;

/** Lists a failure and its causes. */
final class CauseChain {

    /** Chains may lead back into themselves. */
    private static final int MAX = 20;

    private CauseChain() {}

    /** Returns them, the outermost first. */
    static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAX);
    }
}
