package dev.darkroom.cli;

import dev.darkroom.results.RunSummary;

final class ProgressLine {
    private ProgressLine() {}

    static String of(RunSummary summary, long inFlight) {
        return summary.total() + " rows, " + inFlight + " in flight";
    }
}
