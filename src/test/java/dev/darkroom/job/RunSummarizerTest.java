package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.PromptLedger;
import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.SampleEvents;
import dev.darkroom.ledger.WatchedStatements;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.earlier.UnpurchasedRows;
import dev.darkroom.ledger.history.CurrentFigures;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.ledger.spending.AccountBalances;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.monitoring.RemainingTime;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.results.RunSummary;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.scenes.MemoryText;
import dev.darkroom.step.CurrentPhase;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.RunScope;
import dev.darkroom.submit.CostEstimates;
import dev.darkroom.time.SettableClock;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RunSummarizerTest {

    private static final int ROWS = 20;
    private static final JobTimes NO_TIMES = new JobTimes(null, null);
    private static final RowReason SLOW_DOWN = new RowReason(RowReason.THROTTLED, "slow down");

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();
    private final CostEstimates estimates = new CostEstimates();
    private final Thread summing = Thread.currentThread();
    private Duration perStatement = Duration.ZERO;
    private int statements;
    private LedgerDatabase database;
    private RunRecord run;
    private RunLedger ledger;
    private RunSummarizer summaries;

    @BeforeEach
    void open() throws IOException {
        database = LedgerDatabase.open(folder.resolve("ledger"), "1.2.3");
        WatchedStatements watched = new WatchedStatements(database.dataSource(), sql -> {
            if (Thread.currentThread() == summing) {
                statements++;
                clock.advance(perStatement);
            }
        });
        run = new RunStore(database.dataSource(), JsonMapper.shared())
                .add(LedgerScene.record("night", LedgerScene.SERVICE, folder));
        ledger = PromptLedger.open(watched, JsonMapper.shared(), clock, run, folder.resolve("night.journal"));
        CallRateLimiter limiter =
                new CallRateLimiter("calls", new CallRate(BigDecimal.TEN, Duration.ofSeconds(1)), null, clock);
        RemainingTime remaining = new RemainingTime(ledger, limiter, limiter, limiter, clock);
        summaries = new RunSummarizer(
                context(),
                ledger,
                new CurrentFigures(watched, ledger),
                estimates,
                new AccountBalances(new MemoryText(), JsonMapper.shared(), clock),
                remaining,
                new CurrentPhase(),
                clock,
                clock);
        estimates.price("flash", new BigDecimal("0.02"));
    }

    private RunContext context() throws IOException {
        Path file = Files.writeString(folder.resolve("manifest.csv"), "id\n" + "row\n".repeat(ROWS));
        Files.writeString(
                folder.resolve("job.yaml"), "manifest: manifest.csv\nmodel: " + JobScene.FLASH + "\napi: simulator\n");
        JobSpec job = JobFile.read(folder.resolve("job.yaml"), JobOverrides.NONE, Map.of());
        Manifest manifest = Manifest.of(file, "manifest.csv", null);
        ModelCatalog catalog = ModelCatalog.builtIn();
        ManifestSurvey survey = ManifestSurvey.of(manifest, catalog);
        return new RunContext(
                job,
                run,
                new Workspace(folder.resolve("home")),
                database,
                manifest,
                survey,
                catalog,
                JobManifests.preparer(job, survey, catalog),
                clock.instant(),
                RunScope.ALL);
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    @Test
    void while_rows_go_their_usual_way_the_ledger_is_asked_nothing() {
        stage();
        summaries.running();
        List<PendingRow> rows = ledger.work().takePending(ROWS);
        for (PendingRow row : rows) {
            RowKey key = row.key();
            buy(key);
            assertAsksNothing();
            ledger.apply(
                    new LedgerEvent.RequestCompleted(key, 1, List.of("https://a/1"), NO_TIMES, new BigDecimal("0.03")));
            assertAsksNothing();
            if (key.row() == 2) {
                ledger.apply(new LedgerEvent.DownloadFailed(key, 1, RowState.FAILED, SampleEvents.WHY, 3));
            } else {
                DownloadedPicture picture = new DownloadedPicture("a.png", "1".repeat(64), 9, 8, 7, "image/png");
                ledger.apply(new OutputsDownloaded(key, 1, List.of(picture), 12));
            }
            RunSummary summary = assertAsksNothing();
            assertThat(summary.cost().spentUsd()).isEqualByComparingTo(new BigDecimal("0.03").multiply(of(key)));
            assertThat(summary.cost().estimatedUsd()).isEqualByComparingTo("0.40");
            assertThat(summary.requests().submitted()).isEqualTo(key.row());
            assertThat(summary.requests().throttled()).isEqualTo(key.row());
            assertThat(summary.errors()).hasSize(key.row() < 2 ? 0 : 1);
        }
        RunSummary last = summaries.running();
        assertThat(last.errors()).containsExactly(new RunSummary.ErrorCount("422001", 1, false));
        assertThat(last.count(RowStatus.SUCCEEDED)).isEqualTo(ROWS - 1);
        assertThat(summaries.runningNow()).isEqualTo(last);
    }

    @Test
    void what_is_held_is_no_part_of_the_estimate_before_it_is_to_be_bought() {
        stage();
        List<UnpurchasedRow> rows =
                new UnpurchasedRows(database.dataSource(), JsonMapper.shared(), clock, run).after(0);
        ledger.work().hold(rows.subList(0, 15));
        assertThat(summaries.running().cost().estimatedUsd()).isEqualByComparingTo("0.10");
        ledger.work().release(rows.subList(0, 5));
        assertThat(summaries.running().cost().estimatedUsd()).isEqualByComparingTo("0.20");
        ledger.work().held().end();
        assertThat(summaries.running().cost().estimatedUsd())
                .as("what a stop leaves is to be bought as far as is known")
                .isEqualByComparingTo("0.40");
    }

    private static BigDecimal of(RowKey key) {
        return BigDecimal.valueOf(key.row());
    }

    private void buy(RowKey row) {
        ledger.apply(SampleEvents.intended(row));
        ledger.apply(new LedgerEvent.SubmitReleased(row, 1, true, SLOW_DOWN));
        assertAsksNothing();
        ledger.apply(SampleEvents.intended(row));
        ledger.apply(new LedgerEvent.SubmitAccepted(row, 1, "request-" + row.row()));
    }

    private RunSummary assertAsksNothing() {
        int before = statements;
        RunSummary summary = summaries.running();
        assertThat(statements).as("statements").isEqualTo(before);
        return summary;
    }

    @Test
    void what_only_the_ledger_can_tell_is_read_in_a_tenth_of_all_time_at_most() {
        stage();
        RowKey row = ledger.work().takePending(1).get(0).key();
        ledger.apply(SampleEvents.intended(row));
        ledger.apply(new LedgerEvent.SubmitRefused(row, 1, SampleEvents.WHY));
        perStatement = Duration.ofSeconds(1);
        int before = statements;
        assertThat(summaries.running().errors()).hasSize(1);
        long seconds = statements - before;
        assertThat(seconds).isGreaterThan(3);

        ledger.apply(new LedgerEvent.RowReopened(row, 1, RowState.FAILED, RowState.PENDING));
        assertThat(assertAsksNothing().errors()).as("as they were").hasSize(1);
        clock.advance(Duration.ofSeconds(seconds * 9 - 1));
        assertAsksNothing();
        clock.advance(Duration.ofSeconds(1));
        assertThat(summaries.running().errors()).isEmpty();
        clock.advance(Duration.ofHours(1));
        assertAsksNothing();
    }

    @Test
    void nothing_is_estimated_before_all_rows_are_there() {
        assertThat(summaries.running().cost().estimatedUsd()).isNull();
        stage();
        assertThat(summaries.running().cost().estimatedUsd()).isEqualByComparingTo("0.40");
    }

    @Test
    void the_price_that_this_start_does_not_know_is_asked_of_the_ledger_once() {
        new RowStaging(database.dataSource(), clock)
                .add(
                        run.number(),
                        IntStream.rangeClosed(1, ROWS)
                                .mapToObj(row -> LedgerScene.row(row, "row-" + row, "input " + row, "dear", 1, null))
                                .toList());
        ledger.recount();
        assertThat(summaries.running().cost().estimatedUsd()).isNull();
        assertAsksNothing();
        ledger.work().takePending(1);
        ledger.apply(SampleEvents.intended(new RowKey(run.number(), 1)));
        ledger.recount();
        assertThat(summaries.running().cost().estimatedUsd()).isEqualByComparingTo("0.40");
        assertAsksNothing();
    }

    private void stage() {
        new RowStaging(database.dataSource(), clock)
                .add(
                        run.number(),
                        IntStream.rangeClosed(1, ROWS)
                                .mapToObj(row -> LedgerScene.row(row, "row-" + row, "input " + row))
                                .toList());
        ledger.recount();
    }
}
