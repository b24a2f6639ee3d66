package dev.darkroom.sources;

import java.util.Objects;

/**
 * Says whether a source picture is still the one that a purchase was made for.
 *
 * @param keyword the answer
 * @param why what it rests on, for people: continues after a colon
 */
public record SourceVerdict(VerdictKind keyword, String why) {

    public SourceVerdict {
        Objects.requireNonNull(keyword, "word is null");
        Objects.requireNonNull(why, "why is null");
    }

    /** The answers. */
    public enum VerdictKind {
        /** Its host says that it is the same. */
        SAME,
        /** Its host says that it has changed since: the purchase is of another picture. */
        CHANGED,
        /** Its host does not say, or does not answer. */
        NOT_TOLD
    }

    static SourceVerdict same(String why) {
        return new SourceVerdict(VerdictKind.SAME, why);
    }

    static SourceVerdict changed(String why) {
        return new SourceVerdict(VerdictKind.CHANGED, why);
    }

    static SourceVerdict unavailable(String why) {
        return new SourceVerdict(VerdictKind.NOT_TOLD, why);
    }
}
