package dev.darkroom.checks.program;

import dev.darkroom.checks.program.ProgramProcess.ProgramException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a program of the user's look at finished pictures, a few at a time. Whatever it does, nothing fails by it: a picture
 * that it says nothing about has no flags of its. Thread-safe.
 */
public final class ProgramCheck {

    private static final Logger log = LoggerFactory.getLogger(ProgramCheck.class);

    private static final int MAX_AT_ONCE = 4;

    /** The failures that are told one by one: a program that is broken is so for every picture. */
    private static final int MAX_TOLD = 3;

    private final CheckProgram program;
    private final Semaphore permits;
    private final AtomicInteger failures = new AtomicInteger();

    /** @param processors as many programs at a time at most, and no more than four */
    public ProgramCheck(CheckProgram program, int processors) {
        this.program = program;
        this.permits = new Semaphore(Math.max(1, Math.min(MAX_AT_ONCE, processors)));
    }

    /** Returns whether there is a program at all. */
    public boolean isGiven() {
        return program.isGiven();
    }

    /**
     * Returns the flags that the program raises, as results have them; none if it fails, or if there is none.
     *
     * @param file the picture's
     * @param source the file of what it was made of
     * @throws InterruptedException if the thread is interrupted, also while the program runs, which is ended then
     */
    public List<String> flags(Path file, Path source) throws InterruptedException {
        if (!program.isGiven()) {
            return List.of();
        }
        if (!Files.isRegularFile(file)) {
            fail(file, "the picture is not on this disk");
            return List.of();
        }
        permits.acquire();
        try {
            return ProgramFlags.parse(ProgramProcess.run(program.commandFor(file, source), program.timeout()));
        } catch (ProgramException e) {
            fail(file, e.message());
            return List.of();
        } finally {
            permits.release();
        }
    }

    private void fail(Path file, String message) {
        if (failures.incrementAndGet() <= MAX_TOLD) {
            log.warn("checks.command said nothing about {}: {}", file.getFileName(), message);
        }
    }

    /** Tells in the log how many pictures the program said nothing about, if there are any. */
    public void tellFailures() {
        if (failures.get() > 0) {
            log.warn("pictures that checks.command said nothing about: {}; they have no flags of its", failures.get());
        }
    }
}
