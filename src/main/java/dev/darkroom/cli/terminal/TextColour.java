package dev.darkroom.cli.terminal;

/** The colours of words that want to be seen; the terminal's own palette, so that they can be read on any ground. */
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

    /** The escape sequence that begins it. */
    String begin() {
        return "\u001b[" + code + "m";
    }
}
