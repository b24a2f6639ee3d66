package dev.darkroom.runs;

import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.bucket.Buckets;
import dev.darkroom.io.FilePermissions;
import dev.darkroom.io.Sha256;
import dev.darkroom.results.OutputFiles;
import dev.darkroom.results.files.FileList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * Stores what a run's staging directory holds in the run's place in a bucket: results, reports, the page and its thumbnails.
 * A file that was stored as it is now is not stored again.
 */
public final class BucketUpload {

    private static final int UPLOADS = 16;

    /** The files that are written until the very end. */
    private static final Set<String> LAST = Set.of("summary.json", "metrics.prom", "run.log");

    /** The files that refer to others. */
    private static final Set<String> REFERRING = Set.of("report.html", FileList.NAME);

    /** The file that names what was stored, with its size and time. */
    private static final String STORED = ".stored";

    private final BucketFolder bucket;
    private final Path staging;

    private BucketUpload(BucketFolder bucket, Path staging) {
        this.bucket = bucket;
        this.staging = staging;
    }

    /** Finds what is to be done for an output directory; empty if the outputs are in the directory itself. */
    public static Optional<BucketUpload> of(Path output, Buckets buckets) {
        return buckets.folder(output).map(bucket -> new BucketUpload(bucket, output));
    }

    /** Stores all of a run that no process works on, if its outputs are in a bucket. */
    public static void storeAll(Path output) throws IOException {
        try (Buckets buckets = Buckets.ofEnvironment()) {
            Optional<BucketUpload> upload = of(output, buckets);
            if (upload.isPresent()) {
                upload.get().storeResults();
                upload.get().storeSummary();
            }
        }
    }

    /** Stores results and reports, the page and the list of files last: what they refer to is there before them. */
    public void storeResults() throws IOException {
        store(file -> !LAST.contains(file) && !REFERRING.contains(file));
        store(REFERRING::contains);
    }

    /** Stores what tells of the run's end. */
    public void storeSummary() throws IOException {
        store(LAST::contains);
    }

    private void store(Predicate<String> which) throws IOException {
        Set<String> stored = stored();
        List<String> changed = new ArrayList<>();
        for (Path file : OutputFiles.in(staging)) {
            String name = staging.relativize(file).toString().replace('\\', '/');
            if (which.test(name) && !stored.contains(line(name))) {
                changed.add(name);
            }
        }
        if (!changed.isEmpty()) {
            storeEach(changed);
        }
    }

    private void storeEach(List<String> names) throws IOException {
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(UPLOADS, names.size()));
        try {
            List<Future<String>> uploads = new ArrayList<>();
            names.forEach(name -> uploads.add(workers.submit(() -> store(name))));
            for (Future<String> upload : uploads) {
                remember(upload.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while results were stored in " + bucket.location(), e);
        } finally {
            workers.shutdownNow();
        }
    }

    /** Stores one; returns the line by which that is remembered, as the file was before. */
    private String store(String name) throws IOException {
        String line = line(name);
        Path file = staging.resolve(name);
        bucket.put(name, file, Sha256.hex(file));
        return line;
    }

    private String line(String name) throws IOException {
        Path file = staging.resolve(name);
        return Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis() + " " + name;
    }

    private Set<String> stored() throws IOException {
        Path file = staging.resolve(STORED);
        return Files.exists(file) ? new HashSet<>(Files.readAllLines(file, StandardCharsets.UTF_8)) : Set.of();
    }

    private void remember(String line) throws IOException {
        Path file = staging.resolve(STORED);
        FilePermissions.GROUP_READABLE.createIfMissing(file);
        Files.writeString(file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }
}
