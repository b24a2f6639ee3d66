package dev.darkroom.manifest.choice;

/** A condition that is not written as one. The message stands after the condition itself. */
public final class ConditionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param character where it goes wrong, from 1 */
    ConditionException(int character, String message) {
        super("is not a condition: at character " + character + " " + message);
    }
}
