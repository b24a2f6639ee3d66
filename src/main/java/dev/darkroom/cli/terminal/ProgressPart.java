package dev.darkroom.cli.terminal;

/**
 * One figure of the progress line.
 *
 * @param text in plain words
 * @param colour what it is shown in where there are colours
 */
public record ProgressPart(String text, TextColour colour) {

    ProgressPart(String text) {
        this(text, TextColour.NONE);
    }
}
