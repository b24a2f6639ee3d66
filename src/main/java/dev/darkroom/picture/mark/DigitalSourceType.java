package dev.darkroom.picture.mark;

import java.util.Arrays;

/**
 * Names how a picture came about, by the terms of the IPTC.
 *
 * @see <a href="https://cv.iptc.org/newscodes/digitalsourcetype/">IPTC, Digital Source Type</a>
 */
public enum DigitalSourceType {
    /** An edit of pictures that were sent along. */
    EDITED("compositeWithTrainedAlgorithmicMedia"),
    /** A picture that was made of a text. */
    GENERATED("trainedAlgorithmicMedia");

    private static final String VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/";

    private final String term;

    DigitalSourceType(String term) {
        this.term = term;
    }

    /** Returns whether the value of the property, an address or its last part, is that of a picture made with AI. */
    public static boolean isOfAi(String value) {
        String name = value.substring(value.lastIndexOf('/') + 1);
        return Arrays.stream(values()).anyMatch(type -> type.term.equals(name));
    }

    /** Returns the term's address, which is the property's value. */
    public String address() {
        return VOCABULARY + term;
    }
}
