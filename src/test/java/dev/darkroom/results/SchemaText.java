package dev.darkroom.results;

import dev.darkroom.docs.MarkdownPage;

/** Takes the descriptions in a schema from the tables of docs/results.md. */
final class SchemaText {

    private SchemaText() {}

    /** Returns the last cell of the line of this name, as plain text. */
    static String of(MarkdownPage page, String head, String name) {
        String line = page.table(head).stream()
                .filter(row -> row.startsWith("| `" + name + "` |"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("docs/results.md does not tell of " + name));
        String[] cells = line.split(" \\| | \\|$");
        return cells[cells.length - 1]
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .replace("`", "");
    }
}
