package dev.darkroom.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.checks.CheckResult;
import dev.darkroom.checks.FailedCheck;
import dev.darkroom.fetch.PictureFetcher;
import dev.darkroom.fetch.PictureHost;
import dev.darkroom.fetch.PictureSource;
import dev.darkroom.io.Sha256;
import dev.darkroom.jobfile.rules.RetryRules;
import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.ledger.signals.WorkStep;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.PauseJitter;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.picture.PictureFile;
import dev.darkroom.scenes.FakeService;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.step.WorkLoop;
import dev.darkroom.step.WorkShare;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Holds what fetches from what comes behind them: neither a slow look nor the ledger's writer keeps a worker busy. */
@Timeout(120)
class DownloadStagesTest {

    private static final int HANDS = 2;
    private static final int LOOKS = 2;
    private static final int ROWS = OutputDownload.MAX_WAITING + 40;

    /** After so many turns in which the step did nothing it would have done whatever it may. */
    private static final int IDLE_TURNS = 20;

    @TempDir
    private Path folder;

    private final ExecutorService hands = Executors.newCachedThreadPool();
    private final ExecutorService lookers = Executors.newFixedThreadPool(LOOKS);
    private final ExecutorService placer = Executors.newSingleThreadExecutor();
    private final ExecutorService forcers = Executors.newFixedThreadPool(4);
    private final AtomicInteger fetched = new AtomicInteger();
    private final TestProgress progress = new TestProgress();
    private final SlowInspector inspector = new SlowInspector();
    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder).rows(ROWS);
        for (int row = 1; row <= ROWS; row++) {
            scene.complete(row, "0.02", "0.02", List.of("https://cdn.example/" + row + ".png"));
        }
        scene.ledger().signals().ended(WorkStep.SUBMIT);
        scene.ledger().signals().ended(WorkStep.COLLECT);
    }

    @AfterEach
    void close() {
        inspector.open.countDown();
        Stream.of(hands, lookers, placer, forcers).forEach(ExecutorService::shutdownNow);
        scene.close();
    }

    @Test
    void a_slow_look_holds_no_fetch_up_before_as_many_wait_as_may() throws Exception {
        inspector.slow = true;
        CompletableFuture<Void> run = run(scene.ledger()::recordLater);

        progress.await(() -> fetched.get() >= OutputDownload.MAX_WAITING + LOOKS);
        progress.awaitTurns(IDLE_TURNS);
        assertThat(fetched.get()).isLessThanOrEqualTo(OutputDownload.MAX_WAITING + LOOKS + HANDS);
        assertThat(inspector.mostAtOnce.get()).isEqualTo(LOOKS);
        assertThat(scene.ledger().count(RowState.SUCCEEDED)).isZero();

        inspector.open.countDown();
        run.get();
        assertThat(scene.ledger().count(RowState.SUCCEEDED)).isEqualTo(ROWS);
        assertThat(inspector.mostAtOnce.get()).as("looks at once").isEqualTo(LOOKS);
    }

    @Test
    void all_is_fetched_and_placed_while_the_ledger_is_held_and_the_step_waits_for_it() throws Exception {
        HeldEvents events = new HeldEvents();
        CompletableFuture<Void> run = run(events);

        progress.await(() -> events.held.size() == ROWS);
        assertThat(fetched.get()).isEqualTo(ROWS);
        assertThat(pictures()).isEqualTo(ROWS);
        progress.awaitTurns(IDLE_TURNS);
        assertThat(run).as("the step").isNotDone();
        assertThat(scene.ledger().signals().hasEnded(WorkStep.DOWNLOAD)).isFalse();

        events.release();
        run.get();
        assertThat(scene.ledger().count(RowState.SUCCEEDED)).isEqualTo(ROWS);
    }

    @Test
    void a_ledger_that_cannot_be_written_stops_the_run() throws Exception {
        HeldEvents events = new HeldEvents();
        CompletableFuture<Void> run = run(events);
        progress.await(() -> events.held.size() == ROWS);

        events.fail();
        run.get();

        var stopped = Objects.requireNonNull(scene.ledger().signals().stopped());
        assertThat(stopped.reason()).isEqualTo(StopReason.FAILURE);
        assertThat(stopped.message()).startsWith("downloading row row-").endsWith("the ledger is gone");
        assertThat(scene.ledger().count(RowState.COMPLETED)).isEqualTo(ROWS);
    }

    @Test
    void a_stop_waits_for_no_look_that_has_not_begun() throws Exception {
        inspector.slow = true;
        CompletableFuture<Void> run = run(scene.ledger()::recordLater);
        progress.await(() -> fetched.get() >= OutputDownload.MAX_WAITING);

        scene.ledger().signals().stop(StopReason.SIGNAL, "a signal");
        // The looks under way come to their end after those seconds in which others may; the rest is not begun.
        progress.await(() -> inspector.hurried.get());
        inspector.open.countDown();
        run.get();

        assertThat(scene.ledger().count(RowState.SUCCEEDED)).isLessThanOrEqualTo(LOOKS);
        assertThat(parts()).as("part files").isZero();
    }

    private CompletableFuture<Void> run(Function<LedgerEvent, CompletableFuture<Boolean>> events) {
        ImageStore store = new ImageStore(scene.output(), new FileNames("{{id}}-{{n}}.{{ext}}"));
        CallRateLimiter pace = new CallRateLimiter(
                "downloads", new CallRate(BigDecimal.valueOf(100_000), Duration.ofSeconds(1)), null, scene.clock());
        ServiceCircuitBreaker circuitBreaker = new ServiceCircuitBreaker(scene.clock(), Duration.ofMinutes(30));
        OutputDownload download = new OutputDownload(
                new CountingSource(), inspector, store, new StageWorkers(LOOKS, lookers, placer, forcers));
        RowDownloader downloader = new RowDownloader(
                scene.ledger(),
                events,
                new FakeService(),
                download,
                new RetryRules(2, Duration.ofSeconds(1), Duration.ofSeconds(2)),
                pace,
                circuitBreaker,
                scene.clock(),
                PauseJitter.real());
        DownloadLoop loop = new DownloadLoop(
                scene.ledger(),
                store,
                new OutputThumbnails(scene.output()),
                downloader,
                pace,
                HANDS,
                scene.clock(),
                WorkShare.whole(1));
        WorkLoop work = new WorkLoop(scene.ledger(), loop, hands, pause -> {});
        return CompletableFuture.runAsync(() -> drive(work, loop), hands);
    }

    /** Has the step take one turn after the other, in the test's own time. */
    private void drive(WorkLoop work, DownloadLoop loop) {
        try {
            for (Duration pause = work.runOnce(); pause != null; pause = work.runOnce()) {
                if (!pause.isZero()) {
                    idle();
                }
            }
            for (Duration waited = Duration.ZERO; work.isBusy(); waited = waited.plusMillis(100)) {
                loop.hurry(waited);
                idle();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void idle() throws InterruptedException {
        scene.clock().advance(Duration.ofMillis(1));
        progress.turned();
        scene.ledger().awaitChange(scene.ledger().version(), Duration.ofMillis(1));
    }

    private long pictures() throws IOException {
        return files().filter(name -> name.endsWith(".png")).count();
    }

    private long parts() throws IOException {
        return files().filter(name -> name.endsWith(".part")).count();
    }

    private Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(scene.output().resolve("images"))) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    /** Wakes who waits for something that the step does. */
    private static final class TestProgress {

        private int turns;

        private synchronized void changed() {
            notifyAll();
        }

        /** Notes a turn in which the step did nothing. */
        private synchronized void turned() {
            turns++;
            notifyAll();
        }

        private synchronized void await(BooleanSupplier reached) throws InterruptedException {
            while (!reached.getAsBoolean()) {
                wait();
            }
        }

        private synchronized void awaitTurns(int more) throws InterruptedException {
            int last = turns + more;
            await(() -> turns >= last);
        }
    }

    /** A host that answers at once. */
    private final class CountingSource implements PictureSource {

        private final byte[] png = PictureHost.picture("png");

        @Override
        public PictureFetcher.FetchedFile fetch(String url, Path part) throws IOException {
            Files.write(part, png);
            fetched.incrementAndGet();
            progress.changed();
            return new PictureFetcher.FetchedFile(
                    png.length, HexFormat.of().formatHex(Sha256.newDigest().digest(png)));
        }

        @Override
        public void breakOff() {
            inspector.hurried.set(true);
            progress.changed();
        }
    }

    /** A ledger whose writer is held. */
    private final class HeldEvents implements Function<LedgerEvent, CompletableFuture<Boolean>> {

        private final Queue<CompletableFuture<Boolean>> held = new ConcurrentLinkedQueue<>();
        private final Queue<LedgerEvent> events = new ConcurrentLinkedQueue<>();

        @Override
        public CompletableFuture<Boolean> apply(LedgerEvent event) {
            CompletableFuture<Boolean> durable = new CompletableFuture<>();
            events.add(event);
            held.add(durable);
            progress.changed();
            return durable;
        }

        private void release() {
            scene.ledger().applyAll(List.copyOf(events));
            held.forEach(durable -> durable.complete(true));
        }

        private void fail() {
            held.forEach(durable -> durable.completeExceptionally(
                    new LedgerException("the ledger is gone", new IOException("the ledger is gone"))));
        }
    }

    /** Looks until it may end. */
    private static final class SlowInspector implements OutputInspector {

        private final CountDownLatch open = new CountDownLatch(1);
        private final AtomicBoolean hurried = new AtomicBoolean();
        private final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger mostAtOnce = new AtomicInteger();
        private volatile boolean slow;

        @Override
        public CheckResult inspect(CompletedRow row, Path file, PictureFile picture) throws InterruptedException {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            if (slow) {
                open.await(60, TimeUnit.SECONDS);
            }
            atOnce.decrementAndGet();
            return new CheckResult(List.of(), null);
        }

        @Override
        public Optional<FailedCheck> verdict(List<CheckResult> results) {
            return Optional.empty();
        }

        @Override
        public void keep(CompletedRow row, List<CheckResult> results) {}
    }
}
