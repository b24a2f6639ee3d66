package dev.darkroom.results;

import dev.darkroom.picture.ThumbnailStore;
import dev.darkroom.results.files.RowManifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files a run leaves in its output directory besides its pictures. */
public final class OutputFiles {

    /** The page on which a trial's candidates are side by side. */
    public static final String TRIAL_PAGE = "try.html";

    /** The list of what is there. */
    public static final String LIST = "files.json";

    /** What has the rows, one by one. */
    private static final List<String> TABLES =
            List.of("results.csv", "results.jsonl", ResultsWorkbook.NAME, RowManifests.FAILED, RowManifests.SUCCEEDED);

    /** What a running process writes again and again. */
    private static final List<String> LIVING = List.of("summary.json", "metrics.prom", "run.log");

    private static final List<String> NAMES = Stream.of(TABLES, LIVING, List.of("report.html", TRIAL_PAGE, LIST))
            .flatMap(List::stream)
            .toList();

    private static final Pattern REPORT =
            Pattern.compile("(attempts|totals|by-.+)\\.csv|junit\\.xml|sheet-[1-9]\\d*\\.html");

    private static final String REPORTS = "report/";

    private OutputFiles() {}

    /** Finds those that are there; a file of another name is the user's own and not among them. */
    public static List<Path> in(Path output) throws IOException {
        List<Path> files = new ArrayList<>(named(NAMES, output));
        files.addAll(reports(output));
        files.addAll(new ThumbnailStore(output).all());
        return files;
    }

    /** Finds those that stay as they are once results and reports are written, but for thumbnails and their own list. */
    public static List<Path> settledIn(Path output) throws IOException {
        List<Path> files = new ArrayList<>(named(
                NAMES.stream()
                        .filter(name -> !LIVING.contains(name) && !name.equals(LIST))
                        .toList(),
                output));
        files.addAll(reports(output));
        return files;
    }

    /** Returns the names of those that have the rows one by one, as far as they are there. */
    public static List<String> tablesIn(Path output) {
        return named(TABLES, output).stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    private static List<Path> named(List<String> names, Path output) {
        return names.stream().map(output::resolve).filter(Files::isRegularFile).toList();
    }

    private static List<Path> reports(Path output) throws IOException {
        List<Path> files = new ArrayList<>();
        Path reports = output.resolve("report");
        if (Files.isDirectory(reports)) {
            try (var entries = Files.newDirectoryStream(reports)) {
                for (Path entry : entries) {
                    if (REPORT.matcher(entry.getFileName().toString()).matches() && Files.isRegularFile(entry)) {
                        files.add(entry);
                    }
                }
            }
        }
        return files;
    }

    /** Returns whether a path relative to the output directory, with slashes, is that of one of them. */
    public static boolean isOurs(String file) {
        return NAMES.contains(file)
                || (file.startsWith(REPORTS)
                        && REPORT.matcher(file.substring(REPORTS.length())).matches())
                || ThumbnailStore.isNamedLikeOne(file);
    }
}
