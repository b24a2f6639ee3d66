package dev.darkroom.publish;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.SavedTable;
import dev.darkroom.publish.PublishedLine.FileContent;
import dev.darkroom.publish.PublishedLine.LineState;
import dev.darkroom.results.CsvFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The list of what is published at a destination, {@code published.csv}: a line for each file, whatever run it is of. Held in
 * memory. Not thread-safe.
 */
final class PublishedList {

    static final String NAME = "published.csv";

    private static final List<String> OWN = List.of(
            "id",
            "file",
            "state",
            "reason",
            "sha256",
            "bytes",
            "width",
            "height",
            "mark",
            "run",
            "source_sha256",
            "recipe",
            "published_at");

    /** By names as file systems see them that know no difference of case; what has no file may stand beside, by its id. */
    private final Map<String, PublishedLine> lines = new LinkedHashMap<>();

    private final Set<String> columns = new LinkedHashSet<>();

    /**
     * Reads one.
     *
     * @param shown the file as the user knows it
     * @throws ManifestException if it is another kind of file
     */
    static PublishedList read(Path file, String shown) throws IOException {
        PublishedList list = new PublishedList();
        try (SavedTable table = SavedTable.open(file, shown, Set.copyOf(OWN))) {
            List<String> own = table.columns().stream()
                    .filter(column -> !OWN.contains(column))
                    .toList();
            list.columns.addAll(own);
            for (SavedTable.TableLine line = table.read(); line != null; line = table.read()) {
                list.put(line(line, own, shown));
            }
        }
        return list;
    }

    private static PublishedLine line(SavedTable.TableLine line, List<String> own, String shown) {
        try {
            Map<String, String> kept = new LinkedHashMap<>();
            own.forEach(column -> kept.put(column, line.cell(column.toLowerCase(Locale.ROOT))));
            String at = line.cell("published_at");
            String state = line.cell("state");
            return new PublishedLine(
                    line.cell("id"),
                    within(line.cell("file")),
                    LineState.of(state)
                            .orElseThrow(() -> new IllegalArgumentException("the state " + state
                                    + " is not known; the nearest is " + LineState.nearest(state))),
                    line.cell("reason"),
                    new FileContent(
                            line.cell("sha256"), number(line.cell("bytes")), (int) number(line.cell("width")), (int)
                                    number(line.cell("height"))),
                    line.cell("mark"),
                    line.cell("run"),
                    line.cell("source_sha256"),
                    line.cell("recipe"),
                    at.isEmpty() ? null : Instant.parse(at),
                    kept);
        } catch (IllegalArgumentException | DateTimeException broken) {
            throw new ManifestException(List.of(new InputProblem(
                    shown,
                    line.number(),
                    null,
                    ErrorCode.INVALID_ROW,
                    "the line of the list cannot be read: " + broken.getMessage(),
                    "Put the list back as it was written, or publish to another place",
                    false)));
        }
    }

    /** Refuses the name of a file that is not below the list: whoever can write the list could name any. */
    private static String within(String file) {
        String name = file.replace('\\', '/');
        boolean leads = name.startsWith("/")
                || name.matches("[A-Za-z]:.*")
                || List.of(name.split("/")).contains("..");
        if (leads) {
            throw new IllegalArgumentException("the file " + file + " is not in the folder of the list");
        }
        return file;
    }

    private static long number(String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    /** Returns the line of a file's name, whosever it is; null if there is none. */
    @Nullable
    PublishedLine find(String file) {
        return lines.get(key(file));
    }

    Collection<PublishedLine> all() {
        return Collections.unmodifiableCollection(lines.values());
    }

    /** Returns the lines of a run. */
    List<PublishedLine> of(String run) {
        return lines.values().stream().filter(line -> line.run().equals(run)).toList();
    }

    /** Puts a line in the place of that of the file's name. Of one whose name is another row's, both stay. */
    void put(PublishedLine line) {
        PublishedLine there = find(line.file());
        boolean isAnothers = there != null && there.hasFile() && !there.id().equals(line.id());
        lines.put(isAnothers ? besideKey(line) : key(line.file()), line);
        columns.addAll(line.kept().keySet());
    }

    /** Leaves a line out. */
    void drop(PublishedLine line) {
        lines.remove(besideKey(line), line);
        lines.remove(key(line.file()), line);
    }

    private static String besideKey(PublishedLine line) {
        return key(line.file()) + "\0" + line.id();
    }

    /** Writes it. */
    void write(Writer writer, CsvDialect dialect) throws IOException {
        CsvFile csv = new CsvFile(writer, dialect);
        List<String> header = new ArrayList<>(OWN);
        header.addAll(columns);
        csv.header(header);
        for (PublishedLine line : lines.values()) {
            FileContent content = line.content();
            csv.text(line.id())
                    .text(line.file())
                    .text(line.state().keyword())
                    .text(line.reason())
                    .text(content.sha256())
                    .number(content.isKnown() ? content.bytes() : null)
                    .number(content.isKnown() ? content.width() : null)
                    .number(content.isKnown() ? content.height() : null)
                    .text(line.mark())
                    .text(line.run())
                    .text(line.sourceSha256())
                    .text(line.recipe())
                    .time(line.publishedAt());
            columns.forEach(column -> csv.text(line.kept().getOrDefault(column, "")));
            csv.endLine();
        }
        writer.flush();
    }

    /** Names the rows' columns as the list does, where one whose name is taken is told apart as in the results. */
    static Map<String, String> named(List<String> kept) {
        Set<String> taken = new HashSet<>(OWN);
        Map<String, String> names = new LinkedHashMap<>();
        kept.forEach(column -> names.computeIfAbsent(column, name -> free(name, taken)));
        return names;
    }

    private static String free(String column, Set<String> taken) {
        String name = column;
        while (!taken.add(name.toLowerCase(Locale.ROOT))) {
            name = "kept_" + name;
        }
        return name;
    }

    /** Returns what two names share that are one on file systems that know no difference of case. */
    static String key(String file) {
        return Normalizer.normalize(file, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
