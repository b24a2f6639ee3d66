package dev.darkroom.errors;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Names what may be wrong with a source picture, as the job key {@code sources.reject} writes it. */
public enum SourceFault {
    /** Its host is not known, may not be contacted, or gives no answer that brings the picture. */
    UNREACHABLE("unreachable", ErrorCode.URL_UNREACHABLE),
    /** Its host refuses to give it: 401, 403, 407 or 451. */
    FORBIDDEN("forbidden", ErrorCode.URL_UNREACHABLE),
    /** Its host says that there is nothing: 404 or 410. */
    MISSING("missing", ErrorCode.URL_UNREACHABLE),
    /** A page that asks for a login. */
    LOGIN_PAGE("login-page", ErrorCode.URL_NOT_A_PICTURE),
    /** Another page. */
    WEB_PAGE("web-page", ErrorCode.URL_NOT_A_PICTURE),
    /** Bytes that are no picture for anybody: none at all, a document, an archive, a film, a drawing, a text. */
    NOT_A_PICTURE("not-a-picture", ErrorCode.URL_NOT_A_PICTURE),
    /** A picture of a type that no model is known to take, such as HEIC. */
    OTHER_FORMAT("other-format", ErrorCode.URL_FORMAT),
    /** It begins as a picture, and its header cannot be read. */
    UNREADABLE("unreadable", ErrorCode.URL_UNREADABLE),
    /** It has more bytes than the models' pages recommend. */
    TOO_LARGE("too-large", ErrorCode.URL_LARGE),
    /** It breaks a rule of the model's schema for source pictures. */
    VALIDATIONS("validations", ErrorCode.SOURCE_INVALID),
    /** Its sides are in another proportion than the picture will have. */
    PROPORTION("proportion", ErrorCode.PROPORTION_CHANGES);

    private final String keyword;
    private final ErrorCode code;

    SourceFault(String keyword, ErrorCode code) {
        this.keyword = keyword;
        this.code = code;
    }

    /** Returns the word of the job file. */
    public String keyword() {
        return keyword;
    }

    /** Returns the code of rows and messages. */
    public ErrorCode code() {
        return code;
    }

    /** Finds one by its word. */
    public static Optional<SourceFault> named(String keyword) {
        return Arrays.stream(values())
                .filter(fault -> fault.keyword.equals(keyword))
                .findFirst();
    }

    /** Returns all words. */
    public static List<String> keywords() {
        return Arrays.stream(values()).map(SourceFault::keyword).toList();
    }
}
