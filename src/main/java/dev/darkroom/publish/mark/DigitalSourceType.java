package dev.darkroom.publish.mark;

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

    /** Returns the term's address, which is the property's value. */
    public String address() {
        return VOCABULARY + term;
    }
}
