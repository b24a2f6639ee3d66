package dev.darkroom.cli;

import java.util.List;

/**
 * What the command line gave a run, as far as the next command has to know.
 *
 * @param again what the next command must be given again, word by word
 * @param maxCost {@code --max-cost} and its value if it must be given again
 * @param notes what to say about it
 */
record Given(List<String> again, List<String> maxCost, List<String> notes) {

    Given {
        again = List.copyOf(again);
        maxCost = List.copyOf(maxCost);
        notes = List.copyOf(notes);
    }

    /** To {@code run}, whose own options the run keeps. */
    static Given toRun(JobOptions options, TokenOption token) {
        List<String> notes = options.namesMaxCost()
                ? List.of(
                        "the max-cost given here holds for every 'resume' of this run; a 'run' without it takes the job"
                                + " file's")
                : List.of();
        return new Given(token.words(), List.of(), notes);
    }

    /** To {@code resume}, whose options hold for one process. */
    static Given toResume(JobOptions options, TokenOption token) {
        List<String> again = options.words();
        again.addAll(token.words());
        return new Given(again, options.maxCost(), List.of());
    }
}
