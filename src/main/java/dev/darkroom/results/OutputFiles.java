package dev.darkroom.results;

import dev.darkroom.picture.ThumbnailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The files a run leaves in its output directory besides its pictures. */
public final class OutputFiles {

    private static final List<String> NAMES = List.of(
            "results.csv",
            "results.jsonl",
            ResultsWorkbook.NAME,
            "failed.csv",
            "summary.json",
            "metrics.prom",
            "run.log",
            "report.html");

    private static final Pattern REPORT = Pattern.compile("(attempts|totals|by-.+)\\.csv|sheet-[1-9]\\d*\\.html");

    private static final String REPORTS = "report/";

    private OutputFiles() {}

    /** Finds those that are there; a file of another name is the user's own and not among them. */
    public static List<Path> in(Path output) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : NAMES) {
            add(output.resolve(name), files);
        }
        Path reports = output.resolve("report");
        if (Files.isDirectory(reports)) {
            try (var entries = Files.newDirectoryStream(reports)) {
                for (Path entry : entries) {
                    if (REPORT.matcher(entry.getFileName().toString()).matches()) {
                        add(entry, files);
                    }
                }
            }
        }
        files.addAll(new ThumbnailStore(output).all());
        return files;
    }

    /** Returns whether a path relative to the output directory, with slashes, is that of one of them. */
    public static boolean isOurs(String file) {
        return NAMES.contains(file)
                || (file.startsWith(REPORTS)
                        && REPORT.matcher(file.substring(REPORTS.length())).matches())
                || ThumbnailStore.isNamedLikeOne(file);
    }

    private static void add(Path file, List<Path> files) {
        if (Files.isRegularFile(file)) {
            files.add(file);
        }
    }
}
