package dev.darkroom.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a page of the documentation, or a part of one. */
public record MarkdownPage(Path file, String text) {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    public static MarkdownPage read(String file) throws IOException {
        return read(Path.of(file));
    }

    static MarkdownPage read(Path file) throws IOException {
        return new MarkdownPage(file, Files.readString(file));
    }

    /** The README and every page in the folder docs, not those in folders below it. */
    static List<MarkdownPage> all() throws IOException {
        List<MarkdownPage> pages = new ArrayList<>(List.of(read("README.md")));
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            for (Path page : docs.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                pages.add(read(page));
            }
        }
        return pages;
    }

    /** The headings of the second level, without their signs. */
    List<String> headings() {
        return all("(?m)^## (.*)$").toList();
    }

    /** What stands below a heading of the second level. */
    MarkdownPage section(String heading) {
        String start = "\n## " + heading + "\n";
        assertThat(text).contains(start);
        String below = text.substring(text.indexOf(start) + start.length());
        int end = below.indexOf("\n## ");
        return new MarkdownPage(file, end < 0 ? below : below.substring(0, end));
    }

    /** The body of the first table whose head starts so; empty if there is none. */
    public List<String> table(String head) {
        return text.lines()
                .dropWhile(line -> !line.startsWith(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    /** What the pattern's group matches in the first cell of each line of the table whose head starts so. */
    public List<String> firstCells(String head, String pattern) {
        return table(head).stream().map(line -> first(line, "^\\| " + pattern)).toList();
    }

    /** What the pattern's group matches, again and again. */
    Stream<String> all(String pattern) {
        return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1));
    }

    /** The first fenced block of this language, without the indent it has in a list. */
    String block(String language) {
        return first(text, "(?s)```" + language + "\\n(.*?)\\n *```").stripIndent();
    }

    /** The links to files and headings of this repository. */
    List<String> localLinks() {
        return LINK.matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(link -> !link.contains("://"))
                .toList();
    }

    /** Whether a heading of any level has this anchor, as GitHub makes them. */
    boolean hasAnchor(String anchor) {
        return all("(?m)^#+ (.*)$").map(MarkdownPage::anchor).anyMatch(anchor::equals);
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
    }

    private static String first(String in, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(in);
        assertThat(matcher.find()).as("%s in %s", pattern, in).isTrue();
        return matcher.group(1);
    }
}
