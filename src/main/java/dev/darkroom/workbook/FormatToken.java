package dev.darkroom.workbook;

/** A part of a format code that stands for one thing. */
record FormatToken(Kind kind, String text) {

    /** The kinds of tokens. */
    enum Kind {
        /** Text that is shown as it is. */
        LITERAL,
        /** A digit: 0 shows each, # none that is not needed, ? a blank for it. */
        DIGIT,
        /** The decimal point. */
        POINT,
        /** Groups thousands, or divides by them. */
        COMMA,
        /** Shows hundredths. */
        PERCENT,
        /** Begins an exponent, with its sign. */
        EXPONENT,
        /** Stands between the parts of a fraction. */
        FRACTION,
        /** Shows the number as it is. */
        GENERAL,
        /** A part of a date or a time. */
        DATE
    }
}
