package dev.darkroom.reuse;

import java.util.Locale;

/** The reason why a row is not reused although an equal one was purchased before. */
public enum ReuseRefusal {
    /** A file is not there any more. */
    FILE_GONE,
    /** A file is no longer what was downloaded. */
    FILE_CHANGED,
    /** The host of a source picture tells that it is another now. */
    SOURCE_CHANGED,
    /** Somebody rejected the picture in review, and nothing that makes it again has succeeded. */
    REJECTED,
    /** A check found that the picture will not do, and nobody approved it. */
    CHECK_FAILED,
    /** It differs only in its address's query, which {@code sources.ignore-query} would keep out of it. */
    QUERY_DIFFERS;

    /** The keyword in files and for programs. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
