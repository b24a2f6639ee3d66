package dev.darkroom.simulator.picture;

/** A fault of a picture that is a whole file all the same. */
public enum PictureDefect {
    /** One colour and nothing else. */
    BLANK,
    /** Out of focus. */
    BLURRED,
    /** The source picture again, if it is one of the catalog's. */
    UNTOUCHED,
    /** A quarter of the width is missing. */
    NARROW,
    /** Before a cream-coloured ground, whatever was requested. */
    OFF_WHITE
}
