package dev.darkroom.manifest;

import dev.darkroom.errors.ErrorCode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds the files that a manifest is made of: paths as they are listed, and patterns in which {@code *} and {@code ?} stand
 * for any characters of a name, {@code **} for any folders, by their names in order.
 */
public final class ManifestPaths {

    private ManifestPaths() {}

    /** Returns whether a path is a pattern. */
    public static boolean isPattern(String path) {
        return path.indexOf('*') >= 0 || path.indexOf('?') >= 0;
    }

    /**
     * Returns the files, each once.
     *
     * @param given absolute paths and patterns
     * @param naming names a file as the user would
     * @throws ManifestException if a pattern matches no file
     * @throws IOException if a folder cannot be read
     */
    public static List<Path> of(List<String> given, Function<Path, String> naming) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (String each : given) {
            files.addAll(isPattern(each) ? matching(each, naming) : List.of(Path.of(each)));
        }
        return List.copyOf(files);
    }

    private static List<Path> matching(String pattern, Function<Path, String> naming) throws IOException {
        String separators = pattern.replace('\\', '/');
        String fixed = separators.substring(
                0, separators.substring(0, firstWildcard(separators)).lastIndexOf('/') + 1);
        Path folder = Path.of(fixed.isEmpty() ? "." : fixed);
        String rest = separators.substring(fixed.length());
        int depth = rest.contains("**")
                ? Integer.MAX_VALUE
                : (int) rest.chars().filter(next -> next == '/').count() + 1;
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + escaped(rest));
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> walked = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
                walked.filter(path -> matcher.matches(folder.relativize(path)))
                        .filter(path -> !path.getFileName().toString().startsWith("."))
                        .filter(Files::isRegularFile)
                        .forEach(found::add);
            }
        }
        if (found.isEmpty()) {
            throw RefusalMessages.of(
                    naming.apply(folder) + "/" + rest,
                    0,
                    ErrorCode.NO_MANIFEST,
                    "no file matches the pattern",
                    "Give the manifest's path, relative to the job file");
        }
        found.sort(null);
        return found;
    }

    private static int firstWildcard(String pattern) {
        int star = pattern.indexOf('*');
        int mark = pattern.indexOf('?');
        return star < 0 ? mark : mark < 0 ? star : Math.min(star, mark);
    }

    /** Takes their meaning from the characters that are patterns in other places; folders between may be none. */
    private static String escaped(String pattern) {
        return pattern.replaceAll("[\\[\\]{}]", "\\\\$0").replace("**/", "{**/,}");
    }
}
