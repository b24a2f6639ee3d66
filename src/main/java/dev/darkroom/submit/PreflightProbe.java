package dev.darkroom.submit;

/** Proves one thing that a run needs, before the first purchase. */
@FunctionalInterface
interface PreflightProbe {

    /**
     * Proves it, or stops the run.
     *
     * @throws PreflightException if nothing may be submitted for want of it
     */
    void check() throws InterruptedException;
}
