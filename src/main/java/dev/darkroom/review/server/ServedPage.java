package dev.darkroom.review.server;

/** The page as it is served: it is told that it is, and its policy lets it call its own server. */
final class ServedPage {

    private static final String POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    /** An empty icon keeps browsers from asking for one outside of the path with the token. */
    private static final String MARK =
            "<meta name=\"darkroom-served\" content=\"decisions\">\n<link rel=\"icon\" href=\"data:,\">\n";

    private ServedPage() {}

    /** Returns the page; unchanged if it is none of ours. */
    static String of(String html) {
        int policy = html.indexOf(POLICY);
        if (policy < 0) {
            return html;
        }
        int content = policy + POLICY.length();
        return html.substring(0, policy) + MARK + POLICY + "connect-src 'self'; " + html.substring(content);
    }
}
