package dev.darkroom.io;

/** Tells the characters that mean the same wherever they stand, in an address as in a file's name. */
public final class WordCharacters {

    private WordCharacters() {}

    /** Returns whether it is an ASCII letter, a digit, - or _. */
    public static boolean isWord(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '-'
                || character == '_';
    }
}
