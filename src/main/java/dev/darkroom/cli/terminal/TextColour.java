package dev.darkroom.cli.terminal;

/** The colours of text that is to stand out; the terminal's own palette, so that it can be read on any ground. */
public enum TextColour {
    NONE(""),
    GOOD("32"),
    WARNING("33"),
    BAD("31");

    static final String END = "\u001b[0m";

    private final String code;

    TextColour(String code) {
        this.code = code;
    }

    /** Returns the escape sequence that begins it. */
    String begin() {
        return "\u001b[" + code + "m";
    }
}
