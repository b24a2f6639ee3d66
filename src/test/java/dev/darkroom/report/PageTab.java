package dev.darkroom.report;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tab of any browser, used by keyboard. */
interface PageTab {

    /** Opens a page and waits until it stands. */
    void go(URI page);

    /** Returns the value of an expression of the page's own language. */
    JsonNode eval(String expression);

    /** Presses keys one after the other: characters, or the names of others, such as {@code Enter} or {@code Shift+Tab}. */
    void press(String... keys);

    void width(int width, int height);

    void downloadsTo(Path folder);

    /** @param whole the whole page instead of what of it is in view */
    void screenshot(Path file, boolean whole) throws IOException;

    /** Returns the complaints of the console, the security policy or a script. */
    List<String> complaints();

    void close();

    default String text(String selector) {
        return eval(String.format(Locale.ROOT, "document.querySelector(%s).textContent", quoted(selector)))
                .stringValue();
    }

    /** Returns how many elements are to be seen. */
    default int count(String selector) {
        return eval(String.format(
                        Locale.ROOT,
                        "[...document.querySelectorAll(%s)].filter(e => e.checkVisibility()).length",
                        quoted(selector)))
                .intValue();
    }

    static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }
}
