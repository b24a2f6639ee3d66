package dev.darkroom.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * Holds a page in Chromium to the rules of axe-core: those of WCAG 2.2 A and AA that a program can see, and good practice.
 *
 * @see <a href="https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md">Rules</a>
 */
final class AxeRules {

    private static final String RUN = """
            axe.run(document, {
              resultTypes: ['violations'],
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
              rules: {'label-content-name-mismatch': {enabled: true}},
            }).then(({violations, passes}) => ({
              passed: passes.length,
              violations: violations.map(({id, help, nodes}) =>
                `${id}: ${help}: ${nodes.slice(0, 5).map(node => node.target.join(' ')).join(', ')}`),
            }))""";

    private final String script;

    private AxeRules(String script) {
        this.script = script;
    }

    static AxeRules load() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                AxeRules.class.getResourceAsStream("/axe.min.js"), "axe.min.js is not on the class path")) {
            return new AxeRules(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /**
     * Returns what the page breaks, with some of the elements that do.
     *
     * @throws IllegalStateException if no rule was applied
     */
    List<String> violations(BrowserTab tab) {
        tab.eval(script + "\n;null");
        JsonNode result = tab.eval(RUN);
        if (result.path("passed").asInt(0) == 0) {
            throw new IllegalStateException("axe-core applied no rule: " + result);
        }
        return result.path("violations")
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }
}
