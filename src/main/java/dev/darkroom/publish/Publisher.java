package dev.darkroom.publish;

import dev.darkroom.io.DiskFull;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.publish.PictureMaker.MadePicture;
import dev.darkroom.publish.PublishPlan.PlannedPicture;
import dev.darkroom.publish.PublishPlan.RefusedPicture;
import dev.darkroom.publish.PublishedLine.LineState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Brings a destination to what a plan says. The list there comes first: it names each file as pending before it is put there,
 * so that whatever has a name on it is ours, and a call that ended early is gone on with by the next. A file that is there with
 * the bytes that it should have is not put there again. The destination is held.
 */
final class Publisher {

    /** The time between two writings of the list, which say how far it has come. */
    private static final Duration BETWEEN_LISTS = Duration.ofSeconds(10);

    private final PublishDestination destination;
    private final PictureMaker maker;
    private final PublishedList list;
    private final CsvDialect dialect;
    private final InstantSource clock;
    private final MonotonicClock monotonic;
    private final int workers;
    private final BiConsumer<Integer, Integer> progress;

    /**
     * @param list what is there
     * @param dialect the form of the list
     * @param workers how many pictures are worked on at once
     * @param progress hears how many of how many pictures are done
     */
    Publisher(
            PublishDestination destination,
            PictureMaker maker,
            PublishedList list,
            CsvDialect dialect,
            InstantSource clock,
            MonotonicClock monotonic,
            int workers,
            BiConsumer<Integer, Integer> progress) {
        this.destination = destination;
        this.maker = maker;
        this.list = list;
        this.dialect = dialect;
        this.clock = clock;
        this.monotonic = monotonic;
        this.workers = workers;
        this.progress = progress;
    }

    /** Returns how many pictures could not be published. */
    int publish(PublishPlan plan, String run, String recipe, boolean removesGone)
            throws IOException, InterruptedException {
        announce(plan, run, recipe);
        int failed = plan.refused().size();
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            CompletionService<PublishedLine> made = new ExecutorCompletionService<>(threads);
            plan.toPut().forEach(picture -> made.submit(() -> put(picture, run, recipe)));
            MonotonicTime listed = monotonic.now();
            for (int done = 1; done <= plan.toPut().size(); done++) {
                PublishedLine line = made.take().get();
                list.put(line);
                failed += line.state() == LineState.NOT_PUBLISHED ? 1 : 0;
                if (listed.until(monotonic.now()).compareTo(BETWEEN_LISTS) > 0) {
                    destination.putList(list, dialect);
                    progress.accept(done, plan.toPut().size());
                    listed = monotonic.now();
                }
            }
        } catch (ExecutionException e) {
            throw broken(Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            threads.shutdownNow();
            boolean unused = threads.awaitTermination(1, TimeUnit.MINUTES);
        }
        if (removesGone) {
            remove(plan, run);
        }
        destination.putList(list, dialect);
        return failed;
    }

    /** Says on the list what is going to happen. */
    private void announce(PublishPlan plan, String run, String recipe) throws IOException {
        plan.forgotten().forEach(list::drop);
        plan.unchanged().forEach(picture -> list.put(line(picture, run, recipe)));
        for (RefusedPicture refused : plan.refused()) {
            list.put(PublishedLine.pending(refused.picture(), run, recipe, null).notPublished(refused.reason(), null));
        }
        for (PublishedLine line : plan.gone()) {
            list.put(line.withdrawn(LineState.GONE));
        }
        for (PlannedPicture planned : plan.toPut()) {
            list.put(PublishedLine.pending(planned.picture(), run, recipe, planned.before()));
        }
        if (!plan.toPut().isEmpty() || !plan.gone().isEmpty()) {
            destination.putList(list, dialect);
        }
    }

    private static PublishedLine line(PlannedPicture planned, String run, String recipe) {
        PublishedLine before = planned.before();
        return before == null
                ? PublishedLine.pending(planned.picture(), run, recipe, null)
                : before.unchanged(planned.picture(), run);
    }

    private PublishedLine put(PlannedPicture planned, String run, String recipe)
            throws IOException, InterruptedException {
        PublishCandidate picture = planned.picture();
        PublishedLine pending = PublishedLine.pending(picture, run, recipe, planned.before());
        try {
            MadePicture made = maker.make(picture, destination.workFolder());
            try {
                put(planned, made);
            } finally {
                Files.deleteIfExists(made.path());
            }
            return pending.published(made.content(), made.mark(), clock.instant());
        } catch (UnpublishableException e) {
            return pending.notPublished(String.valueOf(e.getMessage()), planned.before());
        }
    }

    private void put(PlannedPicture planned, MadePicture made) throws IOException, UnpublishableException {
        String file = planned.picture().file();
        long there = destination.size(file);
        Optional<String> hash = there == made.content().bytes() ? destination.sha256(file) : Optional.empty();
        if (hash.isPresent() && hash.get().equals(made.content().sha256())) {
            return;
        }
        if (there >= 0 && !planned.isOnList()) {
            throw new UnpublishableException("there is another file of its name that is not on the list: move it away");
        }
        destination.put(file, made.path(), made.content().sha256());
    }

    /** Removes what is gone, but for files whose pictures could not be published by their new names. */
    private void remove(PublishPlan plan, String run) throws IOException {
        OtherEndings failed = new OtherEndings(list.of(run).stream()
                .filter(line -> line.state() == LineState.NOT_PUBLISHED)
                .toList());
        for (PublishedLine line : plan.gone()) {
            if (failed.has(line)) {
                list.put(line.withdrawn(LineState.GONE, "its picture could not be published by its other name"));
            } else if (isOurs(line)) {
                destination.remove(line.file());
                list.put(line.withdrawn(LineState.REMOVED));
            } else {
                list.put(line.withdrawn(LineState.GONE, "it is not the file that was put there, and is left"));
            }
        }
    }

    /** Returns whether what is there is what was put there; of a call that ended early the list does not know it. */
    private boolean isOurs(PublishedLine line) throws IOException {
        return line.state() == LineState.PENDING
                || !line.content().isKnown()
                || destination.size(line.file()) < 0
                || destination
                        .sha256(line.file())
                        .filter(line.content().sha256()::equals)
                        .isPresent();
    }

    /** Writes down what was done until then, if that is possible, and returns what broke it off. */
    private IOException broken(Throwable cause) {
        if (!DiskFull.isCauseOf(cause)) {
            try {
                destination.putList(list, dialect);
            } catch (IOException | RuntimeException alsoBroken) {
                cause.addSuppressed(alsoBroken);
            }
        }
        return cause instanceof IOException failed ? failed : new IOException(cause);
    }
}
