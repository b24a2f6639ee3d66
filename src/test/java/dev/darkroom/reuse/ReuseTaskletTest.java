package dev.darkroom.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.api.SubmitResponse;
import dev.darkroom.download.ImageStore;
import dev.darkroom.ledger.figures.HeldRows;
import dev.darkroom.ledger.figures.PurchaseDemand;
import dev.darkroom.ledger.history.CurrentFigures;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.scenes.FakeService;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.scenes.LoopDriver;
import dev.darkroom.submit.CostEstimates;
import dev.darkroom.submit.NightSubmits;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A night of which rows 1 and 2 were bought the night before, row 3 is at the service for that one, and row 4 is new. */
@Timeout(120)
class ReuseTaskletTest {

    @TempDir
    Path folder;

    private LedgerScene scene;
    private HeldScene steps;

    @BeforeEach
    void open() throws Exception {
        scene = new LedgerScene(folder);
        scene.stage(List.of(row(1), row(2), row(3)));
        scene.succeed(1, "images/a-1.png");
        scene.succeed(2, "images/b-1.png");
        scene.submit(3, "0.02");
        scene.begin("second", LedgerScene.SERVICE);
        scene.stage(List.of(row(1), row(2), row(3), row(4)));
        steps = new HeldScene(scene, new ImageStore(scene.output(), new FileNames("{{id}}-{{n}}.{{ext}}")));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private static StagedRow row(int number) {
        return LedgerScene.row(number, "row-" + number, "input " + number);
    }

    @Test
    void what_the_ledger_alone_tells_is_done_at_once_and_the_rest_is_held() throws Exception {
        steps.lookUp();
        assertThat(states()).containsExactly(RowState.PENDING, RowState.PENDING, RowState.SUBMITTED, RowState.PENDING);
        assertThat(held().count()).isEqualTo(2);
        assertThat(held().demand())
                .isEqualTo(new PurchaseDemand(
                        List.of(new PendingModel("flash", 1, 1)), List.of(new PendingModel("flash", 2, 2))));
        assertThat(takePending()).as("rows that may be bought").containsExactly("row-4");
    }

    @Test
    void a_row_that_is_held_cannot_be_bought_before_its_source_is_known() throws Exception {
        steps.lookUp();
        List<String> bought = new ArrayList<>();
        steps.reuse(
                purchases -> {
                    bought.addAll(takePending());
                    return only(purchases, "row-2");
                },
                Runnable::run);
        assertThat(bought).containsExactly("row-4");
        assertThat(scene.state(1)).isEqualTo(RowState.REUSED);
        assertThat(scene.state(2)).isEqualTo(RowState.PENDING);
        assertThat(takePending()).as("released once").containsExactly("row-2");
        assertThat(takePending()).isEmpty();
        assertThat(held().demand().sure()).containsExactly(new PendingModel("flash", 2, 2));
    }

    @Test
    void a_new_row_is_bought_while_the_hosts_of_the_others_have_not_answered() throws Exception {
        steps.lookUp();
        // Row 3, which is at the service, was asked about: purchases wait for that.
        scene.ledger().signals().setOutstandingPolled();
        CountDownLatch bought = new CountDownLatch(1);
        FakeService service = new FakeService().sells(input -> {
            bought.countDown();
            return new SubmitResponse.RequestAccepted("request-4");
        });
        ExecutorService workers = Executors.newCachedThreadPool();
        try {
            Future<?> reuse = workers.submit(() -> {
                steps.reuse(
                        purchases -> {
                            bought.await();
                            return only(purchases, "row-1");
                        },
                        workers);
                return null;
            });
            LoopDriver.all(
                    submits(service, workers),
                    pause -> scene.ledger().awaitChange(scene.ledger().version(), Duration.ofMillis(5)));
            reuse.get(1, TimeUnit.MINUTES);
        } finally {
            workers.shutdownNow();
        }
        assertThat(service.submits()).containsExactly("input 4", "input 1");
        assertThat(scene.state(2)).isEqualTo(RowState.REUSED);
    }

    private LoopDriver.LoopTurn submits(FakeService service, ExecutorService workers) {
        CostEstimates estimates = new CostEstimates();
        estimates.price("flash", new BigDecimal("0.02"));
        CallRate rate = new CallRate(BigDecimal.valueOf(1_000), Duration.ofSeconds(1));
        MonotonicClock clock = MonotonicClock.system();
        return NightSubmits.loop(
                scene.ledger(),
                service,
                8,
                estimates,
                List.of(),
                new CallRateLimiter("submits", rate, null, clock),
                new ServiceCircuitBreaker(clock, Duration.ofMinutes(30)),
                workers,
                clock,
                Sleeper.real());
    }

    @Tag("h2")
    @Test
    void what_is_reused_is_told_whole_by_one_event_which_the_figures_follow() throws Exception {
        CurrentFigures figures = new CurrentFigures(scene.dataSource(), scene.ledger());
        figures.read();
        steps.lookUp();
        steps.reuse(SourceChangeCheck.UNASKED, Runnable::run);
        assertThat(scene.outcome(1).pictures())
                .extracting(DownloadedPicture::file)
                .containsExactly("images/row-1-1.png");
        assertThat(Files.readAllLines(scene.journal()))
                .filteredOn(line -> line.contains("\"shared\""))
                .hasSize(2)
                .allMatch(line -> line.contains("images/row-"));
        assertThat(scene.ledger().count(RowState.REUSED)).isEqualTo(2);
        assertThat(figures.isCurrent()).as("without reading the ledger again").isTrue();
        assertThat(figures.pendingModels()).containsExactly(new PendingModel("flash", 1, 1));
    }

    @Test
    void a_start_after_a_kill_in_between_looks_up_again_what_was_held() throws Exception {
        steps.lookUp();
        scene.reopen();
        assertThat(states()).containsExactly(RowState.PENDING, RowState.PENDING, RowState.SUBMITTED, RowState.PENDING);
        steps = new HeldScene(scene, new ImageStore(scene.output(), new FileNames("{{id}}-{{n}}.{{ext}}")));
        steps.lookUp();
        assertThat(takePending()).containsExactly("row-4");
        steps.reuse(SourceChangeCheck.UNASKED, Runnable::run);
        assertThat(scene.ledger().count(RowState.REUSED)).isEqualTo(2);
    }

    @Test
    void a_stop_at_once_leaves_what_is_held_to_the_next_start() throws Exception {
        steps.lookUp();
        steps.reuse(
                purchases -> {
                    scene.ledger().signals().stop(StopReason.SIGNAL, "stopped by signal TERM");
                    return Set.of();
                },
                Runnable::run);
        assertThat(scene.ledger().count(RowState.PENDING)).isEqualTo(3);
        assertThat(held().count()).as("nothing more is waited for").isZero();
        assertThat(takePending()).as("what may be bought").containsExactly("row-4");
    }

    @Test
    void a_stop_that_still_collects_lets_rows_have_their_pictures_which_cost_nothing() throws Exception {
        steps.lookUp();
        scene.ledger().signals().stop(StopReason.BUDGET, "the budget is used up");
        steps.reuse(SourceChangeCheck.UNASKED, Runnable::run);
        assertThat(scene.ledger().count(RowState.REUSED)).isEqualTo(2);
    }

    @Test
    void what_fails_is_thrown_and_nothing_that_is_held_is_let_go() throws Exception {
        steps.lookUp();
        assertThatThrownBy(() -> steps.reuse(
                        purchases -> {
                            throw new IllegalStateException("no memory");
                        },
                        Runnable::run))
                .hasMessage("no memory");
        assertThat(takePending()).containsExactly("row-4");
        assertThat(steps.phase().progress()).isNull();
    }

    @Test
    void a_page_whose_host_does_not_answer_holds_up_no_other_page() throws Exception {
        int rows = 600;
        scene.begin("many", LedgerScene.SERVICE);
        scene.rows(rows);
        succeed(rows);
        List<StagedRow> same = new ArrayList<>();
        for (int row = 1; row <= rows; row++) {
            same.add(LedgerScene.row(row, "row-" + row, "many/" + row));
        }
        scene.begin("again", LedgerScene.SERVICE);
        scene.stage(same);
        steps = new HeldScene(scene, new ImageStore(scene.output(), new FileNames("{{id}}-{{n}}.{{ext}}")));
        steps.lookUp();
        CountDownLatch silent = new CountDownLatch(1);
        ExecutorService workers = Executors.newCachedThreadPool();
        try {
            Future<?> reuse = workers.submit(() -> {
                steps.reuse(
                        purchases -> {
                            if (purchases.size() == 500) {
                                silent.await();
                            }
                            return Set.of();
                        },
                        workers);
                return null;
            });
            while (scene.ledger().count(RowState.REUSED) < rows - 500) {
                scene.ledger().awaitChange(scene.ledger().version(), Duration.ofMillis(50));
            }
            assertThat(held().count()).isGreaterThanOrEqualTo(500);
            silent.countDown();
            reuse.get(1, TimeUnit.MINUTES);
        } finally {
            silent.countDown();
            workers.shutdownNow();
        }
        assertThat(scene.ledger().count(RowState.REUSED)).isEqualTo(rows);
        assertThat(held().count()).isZero();
    }

    /** Buys the first rows and has their pictures, a group of events for each step of all of them. */
    private void succeed(int rows) throws IOException {
        List<LedgerEvent> intents = new ArrayList<>();
        List<LedgerEvent> accepted = new ArrayList<>();
        List<LedgerEvent> completed = new ArrayList<>();
        List<LedgerEvent> downloaded = new ArrayList<>();
        for (int row = 1; row <= rows; row++) {
            intents.add(new LedgerEvent.SubmitIntended(scene.key(row), 1, new BigDecimal("0.02")));
            accepted.add(new LedgerEvent.SubmitAccepted(scene.key(row), 1, "many-" + row));
            completed.add(new LedgerEvent.RequestCompleted(
                    scene.key(row), 1, List.of("https://a/1"), new JobTimes(null, null), null));
            downloaded.add(
                    new OutputsDownloaded(scene.key(row), 1, List.of(scene.picture("images/" + row + ".png")), 1));
        }
        List.of(intents, accepted, completed, downloaded)
                .forEach(events -> assertThat(scene.ledger().applyAll(events)).isEqualTo(rows));
    }

    private HeldRows held() {
        return scene.ledger().work().held();
    }

    private List<String> takePending() {
        return scene.ledger().work().takePending(10).stream()
                .map(PendingRow::id)
                .toList();
    }

    private List<RowState> states() {
        return List.of(scene.state(1), scene.state(2), scene.state(3), scene.state(4));
    }

    private static Set<EarlierRow> only(List<EarlierRow> purchases, String id) {
        return Set.copyOf(purchases.stream().filter(row -> row.id().equals(id)).toList());
    }
}
