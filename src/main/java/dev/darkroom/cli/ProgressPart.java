package dev.darkroom.cli;

/**
 * One figure of the progress line.
 *
 * @param text in plain words
 * @param colour what it is shown in where there are colours
 */
record ProgressPart(String text, Colour colour) {

    ProgressPart(String text) {
        this(text, Colour.NONE);
    }
}
