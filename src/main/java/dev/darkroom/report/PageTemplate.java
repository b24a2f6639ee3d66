package dev.darkroom.report;

import dev.darkroom.io.Sha256;
import dev.darkroom.jobfile.rules.ReportRules.SourceEmbedding;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The page without its data: one HTML file with style and script inside, and a policy that lets a browser run these two
 * and nothing else, nor load anything but pictures. Style and script are several files here, joined in their order.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
 */
final class PageTemplate {

    private static final List<String> STYLES = List.of("page.css", "figures.css", "sheet.css", "print.css");

    private static final List<String> SCRIPTS = List.of(
            "text.js",
            "elements.js",
            "verdicts.js",
            "served.js",
            "figures.js",
            "charts.js",
            "pictures.js",
            "card.js",
            "loupe.js",
            "large.js",
            "filter.js",
            "sheet.js",
            "bulk.js",
            "import.js",
            "keys.js",
            "theme.js",
            "page.js");

    private static final List<String> TRIAL_STYLES = List.of("page.css", "figures.css", "sheet.css", "trial.css");

    private static final List<String> TRIAL_SCRIPTS =
            List.of("text.js", "elements.js", "votes.js", "pictures.js", "theme.js", "trial.js");

    private final String head;
    private final String tail;

    private PageTemplate(String head, String tail) {
        this.head = head;
        this.tail = tail;
    }

    /** The page for pictures shown so; only where they are linked may it load from other hosts. */
    static PageTemplate of(SourceEmbedding sources) throws IOException {
        return of("page.html", STYLES, SCRIPTS, sources);
    }

    /** The page of a trial, likewise. */
    static PageTemplate ofTrial(SourceEmbedding sources) throws IOException {
        return of("trial.html", TRIAL_STYLES, TRIAL_SCRIPTS, sources);
    }

    private static PageTemplate of(String html, List<String> styles, List<String> scripts, SourceEmbedding sources)
            throws IOException {
        String style = joined(styles);
        String script = "(() => {\n'use strict';\n" + joined(scripts) + "})();\n";
        String page = resource(html)
                .replace("{{policy}}", policy(style, script, sources))
                .replace("{{style}}", style)
                .replace("{{script}}", script);
        int data = page.indexOf("{{data}}");
        return new PageTemplate(page.substring(0, data), page.substring(data + "{{data}}".length()));
    }

    /** The part before the data. */
    String head() {
        return head;
    }

    /** The part behind it. */
    String tail() {
        return tail;
    }

    private static String policy(String style, String script, SourceEmbedding sources) {
        // Opened from a disk a page has no origin, so that 'self' alone would not let it load what lies beside it.
        String hosts = sources == SourceEmbedding.LINK ? " https:" : "";
        return "default-src 'none'; script-src " + hash(script) + "; style-src " + hash(style)
                + "; img-src data: 'self' file:" + hosts + "; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        return "'sha256-" + Base64.getEncoder().encodeToString(Sha256.of(text)) + "'";
    }

    private static String joined(List<String> names) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(resource(name));
        }
        return text.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name);
            }
            // A browser reads line ends so before it takes the hash.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }
}
