package dev.darkroom.results;

import dev.darkroom.io.AtomicFiles;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.DiskFullException;
import dev.darkroom.io.DurableText;
import dev.darkroom.io.FailureText;
import dev.darkroom.io.FileMover;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.io.LockedFilePolicy;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * {@code summary.json}, in the run's output directory and in the workspace, and beside each {@code metrics.prom}, the
 * same for Prometheus. A reader sees a whole summary at any time, of this moment or of one before. One thread at a time
 * writes.
 */
public final class SummaryFile {

    private static final String METRICS = "metrics.prom";

    private final List<Path> places;
    private final FileMover mover;
    private final @Nullable DurableText shared;

    /** @param places the files, each of which will hold the summary */
    public SummaryFile(List<Path> places, FileMover mover) {
        this(places, mover, null);
    }

    /**
     * @param places the files, each of which will hold the summary
     * @param shared where other hosts read it too, null for nowhere
     */
    public SummaryFile(List<Path> places, FileMover mover, @Nullable DurableText shared) {
        this.places = List.copyOf(places);
        this.mover = Objects.requireNonNull(mover, "mover is null");
        this.shared = shared;
    }

    /**
     * Writes the summary to all places. One that another program holds open keeps the summary it has.
     *
     * @return warnings about such places
     * @throws IOException if a place cannot be written to; those before it may have been
     * @throws DiskFullException if there is no room for it, likewise
     */
    public List<String> write(RunSummary summary) throws IOException {
        String json = SummaryJson.write(summary) + "\n";
        String metrics = MetricsText.of(summary);
        List<String> warnings = new ArrayList<>();
        for (Path place : places) {
            try (AtomicFiles files = new AtomicFiles(mover, LockedFilePolicy.LEAVE)) {
                Writer file = files.begin(place);
                file.write(json);
                files.begin(place.resolveSibling(METRICS), FilePermissions.WORLD_READABLE)
                        .write(metrics);
                warnings.addAll(files.replaceAll());
            } catch (IOException e) {
                if (DiskFull.isCauseOf(e)) {
                    throw new DiskFullException(place, e);
                }
                throw e;
            }
        }
        if (shared != null) {
            try {
                shared.write(json);
            } catch (IOException e) {
                warnings.add("other hosts do not see how the run stands: " + FailureText.of(e));
            }
        }
        return List.copyOf(warnings);
    }

    /** The summary as the file holds it, but for the line end. */
    public static String text(RunSummary summary) {
        return SummaryJson.write(summary);
    }

    /**
     * Reads a summary, also one that another process writes.
     *
     * @return empty if there is none
     * @throws IOException if it cannot be read, or is no summary
     */
    public static Optional<RunSummary> read(Path file) throws IOException {
        try {
            return Optional.of(parse(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw e.getCause() instanceof RuntimeException unreadable
                    ? new IOException(file + " is not a summary of a run", unreadable)
                    : e;
        }
    }

    /**
     * Reads a summary as it was written.
     *
     * @throws IOException if it is no summary
     */
    public static RunSummary parse(String text) throws IOException {
        try {
            return SummaryJson.read(text);
        } catch (JacksonException | IllegalArgumentException unreadable) {
            throw new IOException("this is not a summary of a run", unreadable);
        }
    }
}
