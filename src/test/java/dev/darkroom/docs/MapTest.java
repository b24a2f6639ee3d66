package dev.darkroom.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the map against the tree: rooms, paths and types that pages for developers name are there, under that name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MapTest {

    private static final Path MAP = Path.of("ARCHITECTURE.md");
    private static final Path GUIDE = Path.of("CONTRIBUTING.md");
    private static final Path DECISIONS = Path.of("docs", "decisions");

    private static final Path MAIN = Path.of("src", "main", "java");
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final String ROOT = "dev.darkroom";

    /** Of the JDK and of libraries. */
    private static final Set<String> OTHERS =
            Set.of("HttpClient", "HttpURLConnection", "InstantSource", "IntervalFunction", "NullMarked");

    private static final Pattern QUOTED = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern ROOM = Pattern.compile("\\| `([a-z.]+)` \\| (.+) \\|");
    private static final Pattern PATH = Pattern.compile("\\.?[\\w-]+(/[\\w.-]+)*/?");
    private static final Pattern FILE = Pattern.compile("\\.(java|md|js|css|sql|json|xml|html|yaml)$");
    private static final Pattern IN_ROOM = Pattern.compile("([a-z]+(?:\\.[a-z]+)*)\\.([A-Z]\\w*)(\\.\\w+)?(\\(\\))?");
    private static final Pattern TYPE = Pattern.compile("(?:[A-Z][a-z0-9]+){2,}|[A-Z][a-z0-9]\\w*(?:Test|IT)");
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|interface|record|enum) ([A-Z]\\w*)");
    private static final Pattern JAVADOC = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");

    /** All types that the sources declare. */
    private final Set<String> declared;

    MapTest() throws IOException {
        this.declared = DECLARED.matcher(sources())
                .results()
                .map(type -> type.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Test
    void every_room_is_on_the_map_with_its_own_sentence_and_no_other() throws IOException {
        Map<String, String> mapped = new LinkedHashMap<>();
        Files.readAllLines(MAP).stream()
                .dropWhile(line -> !line.startsWith("| room | what belongs there |"))
                .takeWhile(line -> line.startsWith("|"))
                .map(ROOM::matcher)
                .filter(Matcher::matches)
                .forEach(room -> mapped.put(room.group(1), room.group(2)));

        assertThat(mapped).containsExactlyInAnyOrderEntriesOf(rooms());
    }

    @Test
    void no_two_rooms_say_the_same() throws IOException {
        assertThat(rooms().values()).doesNotHaveDuplicates().allMatch(sentence -> sentence.endsWith("."));
    }

    /** Those with classes, by name, with what their {@code package-info} says. */
    private static Map<String, String> rooms() throws IOException {
        Map<String, String> rooms = new LinkedHashMap<>();
        for (Path file : javaFiles(MAIN)) {
            Path folder = Objects.requireNonNull(file.getParent(), "a source is in a folder");
            String name = MAIN.relativize(folder)
                    .toString()
                    .replace(folder.getFileSystem().getSeparator(), ".");
            String room = name.equals(ROOT) ? name : name.substring(ROOT.length() + 1);
            if (!rooms.containsKey(room)) {
                rooms.put(room, sentence(folder.resolve("package-info.java")));
            }
        }
        return rooms;
    }

    private static String sentence(Path packageInfo) throws IOException {
        Matcher javadoc = JAVADOC.matcher(Files.readString(packageInfo));
        assertThat(javadoc.find()).as("%s has Javadoc", packageInfo).isTrue();
        return javadoc.group(1)
                .replaceAll("(?m)^ \\*", "")
                .replaceAll("\\s+", " ")
                .replaceAll("\\{@code ([^}]+)}", "`$1`")
                .strip();
    }

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> decisions = Files.list(DECISIONS);
                Stream<Path> others = Files.list(Path.of("docs"))) {
            List<Path> pages = new ArrayList<>(List.of(MAP, GUIDE));
            Stream.concat(decisions, others)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .forEach(pages::add);
            return pages.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void types_in_backticks_are_there(Path page) throws IOException {
        for (String quoted : quoted(page)) {
            Matcher inRoom = IN_ROOM.matcher(quoted);
            if (inRoom.matches() && !quoted.startsWith("java.")) {
                assertThat(sourceOf(inRoom.group(1), inRoom.group(2)))
                        .as("%s in %s", quoted, page)
                        .isNotEmpty();
            } else if (TYPE.matcher(quoted).matches() && !OTHERS.contains(quoted)) {
                assertThat(declared).as("%s in %s", quoted, page).contains(quoted);
            }
        }
    }

    /** Of a class that stands in a room, beside its tests or among them. */
    private static List<Path> sourceOf(String room, String type) {
        Path inTree = Path.of("dev", "darkroom").resolve(room.replace('.', '/')).resolve(type + ".java");
        return Stream.of(MAIN, TESTS)
                .map(tree -> tree.resolve(inTree))
                .filter(Files::exists)
                .toList();
    }

    static Stream<Path> maps() {
        return Stream.of(MAP, GUIDE);
    }

    @ParameterizedTest
    @MethodSource("maps")
    void paths_in_backticks_are_there(Path page) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "resources"))) {
            names = files.map(file -> String.valueOf(file.getFileName())).toList();
        }
        for (String quoted : quoted(page)) {
            boolean isPath = quoted.contains("/") || FILE.matcher(quoted).find();
            if (PATH.matcher(quoted).matches() && isPath && !quoted.equals("package-info.java") && !isMade(quoted)) {
                // A bare name is that of a file beside one that is named with its folder.
                assertThat(Files.exists(Path.of(quoted)) || names.contains(quoted))
                        .as("%s in %s", quoted, page)
                        .isTrue();
            }
        }
    }

    /** By the build, or by a run. */
    private static boolean isMade(String path) {
        return path.startsWith("target/") || path.startsWith("results.") || path.equals("upgrade-N.sql");
    }

    @ParameterizedTest
    @MethodSource("maps")
    void links_lead_somewhere(Path page) throws IOException {
        assertThat(Pattern.compile("]\\(([^)#]+)\\)")
                        .matcher(Files.readString(page))
                        .results()
                        .map(link -> link.group(1)))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(Path.of(link)).exists());
    }

    @Test
    void decisions_have_one_form() throws IOException {
        try (Stream<Path> decisions = Files.list(DECISIONS)) {
            assertThat(decisions.toList()).isNotEmpty().allSatisfy(file -> {
                List<String> lines = Files.readAllLines(file);
                int number = Integer.parseInt(String.valueOf(file.getFileName()).substring(0, 4));
                assertThat(lines.get(0)).startsWith("# " + number + ". ");
                assertThat(lines.stream().filter(line -> line.startsWith("## ")))
                        .containsExactly("## Context", "## Decision", "## Consequences");
            });
        }
    }

    private static List<String> quoted(Path page) throws IOException {
        return QUOTED.matcher(Files.readString(page))
                .results()
                .map(quoted -> quoted.group(1))
                .toList();
    }

    private static String sources() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (Path tree : List.of(MAIN, TESTS)) {
            for (Path file : javaFiles(tree)) {
                sources.append(Files.readString(file));
            }
        }
        return sources.toString();
    }

    private static List<Path> javaFiles(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        }
    }
}
