package dev.darkroom.night;

import dev.darkroom.scenes.SameThread;
import java.util.ArrayList;
import java.util.List;

/** Workers that begin nothing by themselves: a task is done when the night comes to it. */
final class StepwiseWorkers extends SameThread {

    private final List<Runnable> waiting = new ArrayList<>();
    private final NightTrace trace;
    private int busy;

    StepwiseWorkers(NightTrace trace) {
        this.trace = trace;
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
    }

    boolean areIdle() {
        return waiting.isEmpty() && busy == 0;
    }

    boolean hasWork() {
        return !waiting.isEmpty();
    }

    int waiting() {
        return waiting.size();
    }

    boolean busy() {
        return busy > 0;
    }

    void take(int index) {
        Runnable task = waiting.remove(index);
        busy++;
        try {
            task.run();
        } catch (RuntimeException e) {
            // As on a thread of its own; the steps have stopped the run.
            trace.add("a task failed:", e.getMessage());
        } finally {
            busy--;
        }
    }
}
