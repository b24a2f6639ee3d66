package dev.darkroom.cli;

import java.util.List;
import java.util.stream.Stream;

/**
 * The options of a run, as far as the next command has to know them.
 *
 * @param again what the next command must be given again, word by word
 * @param maxCost {@code --max-cost} and its value if it must be given again
 * @param notes what to say about it
 * @param rows the options that choose rows of the run
 */
record RepeatedOptions(List<String> again, List<String> maxCost, List<String> notes, List<String> rows) {

    private static final String API = "--api";

    RepeatedOptions {
        again = List.copyOf(again);
        maxCost = List.copyOf(maxCost);
        notes = List.copyOf(notes);
        rows = List.copyOf(rows);
    }

    /** Returns the options for {@code run}, whose own options a run keeps that begins with them. */
    static RepeatedOptions toRun(JobOptions options, TokenOption token, TokenDestination destination) {
        List<String> notes = options.namesMaxCost()
                ? List.of(
                        "the max-cost given here is kept by a run that begins with it; one that goes on needs it again, and a"
                                + " 'run' without it takes the job file's")
                : List.of();
        return new RepeatedOptions(again(destination.arguments(), token), options.maxCost(), notes, List.of());
    }

    /** Returns the options for {@code resume}, whose options hold for one process. */
    static RepeatedOptions toResume(JobOptions options, TokenOption token, TokenDestination destination) {
        List<String> texts = options.arguments();
        if (!texts.contains(API)) {
            texts.addAll(destination.arguments());
        }
        return new RepeatedOptions(again(texts, token), options.maxCost(), List.of(), options.rowArguments());
    }

    /** Returns the options for {@code cancel}. */
    static RepeatedOptions toCancel(TokenOption token, TokenDestination destination) {
        return new RepeatedOptions(again(destination.arguments(), token), List.of(), List.of(), List.of());
    }

    private static List<String> again(List<String> texts, TokenOption token) {
        return Stream.of(texts, token.arguments()).flatMap(List::stream).toList();
    }
}
