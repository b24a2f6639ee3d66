package dev.darkroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.io.FileMover;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.PromptLedger;
import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.history.CurrentFigures;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.ledger.spending.AccountBalances;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.monitoring.RemainingTime;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.SummaryFile;
import dev.darkroom.results.WrittenResults;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A run all of whose rows have ended comes to its end, or is stopped just before. */
class RunEndingTest {

    private static final WrittenResults RESULTS =
            new WrittenResults(Map.of(RowStatus.REJECTED, 1L), Map.of(), List.of(), List.of());

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();
    private LedgerDatabase database;
    private RunStore runs;
    private RunLedger ledger;
    private RunEnding ending;

    @BeforeEach
    void open() throws IOException {
        database = LedgerDatabase.open(folder.resolve("ledger"), "1.2.3");
        runs = new RunStore(database.dataSource(), JsonMapper.shared());
        RunRecord run = runs.add(LedgerScene.record("night", LedgerScene.SERVICE, folder));
        ledger = PromptLedger.open(
                database.dataSource(), JsonMapper.shared(), clock, run, folder.resolve("night.journal"));
        RowReason rejected = new RowReason(RowReason.THROTTLED, "no prompt");
        new RowStaging(database.dataSource(), clock)
                .add(run.number(), List.of(LedgerScene.row(1, "a", "{}", JobScene.FLASH, 1, rejected)));
        ledger.recount();
        RunContext context = context(run);
        CallRateLimiter limiter =
                new CallRateLimiter("calls", new CallRate(BigDecimal.TEN, Duration.ofSeconds(1)), null, clock);
        RunSummarizer summaries = new RunSummarizer(
                context,
                ledger,
                new CurrentFigures(database.dataSource(), ledger),
                new CostEstimates(),
                new AccountBalances(new MemoryText(), JsonMapper.shared(), clock),
                new RemainingTime(ledger, limiter, limiter, limiter, clock),
                new CurrentPhase(),
                clock,
                clock);
        SummaryFile file = new SummaryFile(List.of(folder.resolve("summary.json")), FileMover.atomic());
        ending = new RunEnding(context, clock, ledger, runs, summaries, file);
    }

    private RunContext context(RunRecord run) throws IOException {
        Path file = Files.writeString(folder.resolve("manifest.csv"), "id\na\n");
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
    void a_signal_after_the_results_finds_the_run_finished() throws Exception {
        ledger.signals().stop(StopReason.SIGNAL, "TERM");

        RunResult result = ending.end(List.of(), RESULTS);

        assertThat(result.exitCode()).isEqualTo(ExitCode.PICTURES_MISSING);
        assertThat(recorded()).isEqualTo(RunRecord.RunState.FINISHED);
    }

    @Test
    void a_signal_before_the_results_leaves_the_run_for_the_next_start_which_writes_them() throws Exception {
        ledger.signals().stop(StopReason.SIGNAL, "TERM");

        RunResult result = ending.end(List.of(), null);

        assertThat(result.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(result.summary().state()).isEqualTo(RunSummary.SummaryState.STOPPED);
        assertThat(result.summary().stopReason()).isEqualTo("signal: TERM");
        assertThat(Files.readString(folder.resolve("summary.json"))).contains("\"stopped\"");
        assertThat(recorded()).isEqualTo(RunRecord.RunState.STOPPED);
    }

    @Test
    void results_that_could_not_be_written_are_a_failure() throws Exception {
        RunResult result = ending.end(List.of(new IOException("no results")), null);

        assertThat(result.exitCode()).isEqualTo(ExitCode.DEFECT);
        assertThat(recorded()).isEqualTo(RunRecord.RunState.STOPPED);
    }

    private RunRecord.RunState recorded() {
        return runs.find("night").orElseThrow().state();
    }
}
