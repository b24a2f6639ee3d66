package dev.darkroom.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.JobResponse;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.scenes.FakeService;
import dev.darkroom.scenes.LedgerScene;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;

class CostInquiryTest {

    private static final List<String> URLS = List.of("https://cdn.runcomfy.net/1.png");

    @TempDir
    Path folder;

    private final FakeService service = new FakeService();
    private final ExecutorService workers = Executors.newSingleThreadExecutor();
    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
    }

    @AfterEach
    void close() {
        workers.shutdownNow();
        scene.close();
    }

    @Test
    void a_row_that_succeeded_without_a_cost_is_asked_once_more_and_its_cost_is_kept() throws Exception {
        scene.rows(2);
        finish(1, null);
        finish(2, "0.02");
        service.results(succeeded("0.05"));
        ask();
        assertThat(service.calls()).containsExactly("result request-1");
        assertThat(scene.outcome(1).costUsd()).isEqualByComparingTo("0.05");
        assertThat(scene.outcome(2).costUsd()).isEqualByComparingTo("0.02");
        assertThat(scene.ledger().spending().total()).isEqualByComparingTo("0.07");
        assertThat(scene.state(1)).isEqualTo(RowState.SUCCEEDED);
    }

    @Test
    void a_cost_that_stays_untold_is_the_price_and_nobody_asks_twice() throws Exception {
        scene.rows(1);
        finish(1, null);
        service.results(succeeded(null));
        ask();
        assertThat(service.calls()).hasSize(1);
        assertThat(scene.outcome(1).costUsd()).isEqualByComparingTo("0.02");
    }

    @Test
    void what_was_paid_and_not_downloaded_is_asked_for_too_and_what_failed_is_not() throws Exception {
        scene.rows(2);
        scene.complete(1, "0.02", null, URLS);
        scene.apply(new LedgerEvent.DownloadFailed(
                scene.key(1), 1, RowState.DOWNLOAD_FAILED, new RowReason("TIMEOUT", "slow"), 5));
        scene.complete(2, "0.02", null, URLS);
        scene.apply(new LedgerEvent.DownloadFailed(
                scene.key(2), 1, RowState.FAILED, new RowReason("OUTPUT_EXPIRED", "gone"), 5));
        service.results(succeeded("0.05"));
        ask();
        assertThat(service.calls()).containsExactly("result request-1");
    }

    @Test
    void a_service_that_is_away_or_fails_changes_nothing() throws Exception {
        scene.rows(1);
        finish(1, null);
        service.away(() -> true);
        ask();
        assertThat(scene.outcome(1).costUsd()).isEqualByComparingTo("0.02");
        assertThat(scene.ledger().signals().stopped()).isNull();
    }

    @Test
    void a_service_that_names_no_cost_for_a_hundred_rows_is_not_asked_for_the_rest() throws Exception {
        scene.rows(CostInquiry.PAGE + 20);
        for (int row = 1; row <= CostInquiry.PAGE + 20; row++) {
            finish(row, null);
        }
        service.results(succeeded(null));
        ask();
        assertThat(service.calls()).hasSize(CostInquiry.PAGE);
    }

    @Test
    void one_cost_in_a_hundred_goes_on_to_the_rest() throws Exception {
        scene.rows(CostInquiry.PAGE + 20);
        for (int row = 1; row <= CostInquiry.PAGE + 20; row++) {
            finish(row, null);
        }
        service.results(succeeded("0.03"), succeeded(null));
        ask();
        assertThat(service.calls()).hasSize(CostInquiry.PAGE + 20);
    }

    @Test
    void a_run_that_ends_at_once_asks_nobody() throws Exception {
        scene.rows(1);
        finish(1, null);
        scene.ledger().signals().stop(StopReason.SIGNAL, "asked to stop");
        ask();
        assertThat(service.calls()).isEmpty();
    }

    private void finish(int row, @Nullable String cost) {
        scene.complete(row, "0.02", cost, URLS);
        scene.apply(new OutputsDownloaded(scene.key(row), 1, List.of(scene.picture("images/" + row + ".png")), 5));
    }

    private static JobResponse succeeded(@Nullable String cost) {
        return new JobResponse.RequestSucceeded(URLS, null, cost == null ? null : new BigDecimal(cost));
    }

    private void ask() throws Exception {
        StepExecution step =
                new StepExecution(1, "costs", new JobExecution(1, new JobInstance(1, "darkroom"), new JobParameters()));
        CallRateLimiter pace = new CallRateLimiter(
                "polls", new CallRate(BigDecimal.valueOf(1000), Duration.ofSeconds(1)), null, scene.clock());
        new CostInquiry(scene.ledger(), service, pace, workers, scene.clock(), scene.clock()::advance)
                .execute(new StepContribution(step), new ChunkContext(new StepContext(step)));
    }
}
