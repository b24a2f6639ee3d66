package dev.darkroom.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ModelResponse;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.stations.FakeService;
import dev.darkroom.stations.LedgerScene;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
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

class PreflightTaskletTest {

    @TempDir
    Path folder;

    private final FakeService service = new FakeService().balance("100");
    private final CostEstimates estimates = new CostEstimates();
    private final List<Map.Entry<Long, String>> asked = new ArrayList<>();
    private final List<SubmitGuard> guards = new ArrayList<>();
    private boolean agrees = true;
    private @Nullable String folderFault;
    private PreflightProbe road = () -> {};
    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
        scene.stage(List.of(
                LedgerScene.row(1, "a", "1", "flash", 1, null),
                LedgerScene.row(2, "b", "2", "dev", 4, null),
                LedgerScene.row(3, "c", "3", "dev", 2, null)));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void prices_come_from_the_service_times_the_outputs_asked_for() throws Exception {
        service.price("flash", "0.02").price("dev", "0.05");
        preflight(null, null, 2);
        assertThat(asked).containsExactly(Map.entry(3L, "0.32"));
        assertThat(estimates.of(new PendingRow(new RowKey(1, 2), 1, "b", "dev", 4, "{}", "key")))
                .isEqualByComparingTo("0.20");
    }

    @Test
    void the_jobs_own_price_goes_before_the_services() throws Exception {
        service.price("flash", "0.02").price("dev", "0.05");
        preflight("0.01", null, 0);
        assertThat(asked).containsExactly(Map.entry(3L, "0.07"));
    }

    @Test
    void a_budget_without_a_known_price_is_refused() throws Exception {
        service.price("flash", "0.02");
        preflight(null, "5", -1);
        assertRefused("no price is known for dev. Set budget.price");
    }

    @Test
    void without_a_budget_an_unknown_price_is_unknown_and_not_zero() throws Exception {
        service.price("flash", "0.02");
        preflight(null, null, 0);
        assertThat(asked).containsExactly(Map.entry(3L, "unknown"));
        assertThat(estimates.priceOf("dev")).isNull();
    }

    @Test
    void nobody_is_asked_up_to_the_limit_or_without_one() throws Exception {
        preflight("0.01", null, 3);
        preflight("0.01", null, -1);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_no_buys_nothing() throws Exception {
        agrees = false;
        preflight("0.01", null, 0);
        assertRefused("nothing was bought");
    }

    @Test
    void a_refusal_stands_whatever_the_run_stops_for_while_it_collects() throws Exception {
        agrees = false;
        preflight("0.01", null, 0);
        scene.ledger().signals().stop(StopReason.SIGNAL, "asked to stop");
        assertThat(scene.ledger().signals().refused()).contains("nothing was bought");
        assertThat(scene.ledger().signals().stopImmediately()).isTrue();
    }

    /** Checks that nothing is purchased, and what is at the service is collected. */
    private void assertRefused(String message) {
        assertThat(scene.ledger().signals().refused()).contains(message);
        assertThat(scene.ledger().signals().submitsStopped()).isTrue();
        assertThat(scene.ledger().signals().stopImmediately()).isFalse();
    }

    @Test
    void a_balance_below_the_estimate_is_a_warning_only() throws Exception {
        service.balance("0.01");
        preflight("0.01", null, 0);
        assertThat(asked).hasSize(1);
    }

    @Test
    void a_service_that_is_away_is_waited_for_and_nobody_is_asked_before() throws Exception {
        ModelResponse away = new ModelResponse.ModelUnclear("no connection", true);
        service.models(away, away, away, away, away, away)
                .price("flash", "0.02")
                .price("dev", "0.05");
        Instant start = scene.clock().instant();
        preflight(null, "25", 0);
        assertThat(asked).containsExactly(Map.entry(3L, "0.32"));
        assertThat(Duration.between(start, scene.clock().instant()))
                .isEqualTo(ServiceCircuitBreaker.INTERVAL.multipliedBy(3));
        assertThat(scene.ledger().signals().stopped()).isNull();
    }

    @Test
    void a_service_that_stays_away_ends_the_run_without_a_word_about_its_prices() throws Exception {
        service.models(Stream.generate(() -> new ModelResponse.ModelUnclear("no connection", true))
                .limit(1_000)
                .toArray(ModelResponse[]::new));
        preflight(null, "25", 0);
        assertThat(Objects.requireNonNull(scene.ledger().signals().stopped()).reason())
                .isEqualTo(StopReason.OUTAGE);
        assertThat(asked).isEmpty();
        assertThat(service.calls()).filteredOn(call -> call.equals("anybody")).hasSizeBetween(361, 362);
    }

    @Test
    void a_service_whose_call_for_a_model_alone_is_ill_is_bought_from_at_an_unknown_price() throws Exception {
        service.models(Stream.generate(() -> new ModelResponse.ModelUnclear("HTTP 500", true))
                        .limit(100)
                        .toArray(ModelResponse[]::new))
                .answersForNobody();
        preflight(null, null, 0);
        assertThat(asked).containsExactly(Map.entry(3L, "unknown"));
        assertThat(scene.ledger().signals().stopped()).isNull();
    }

    @Test
    void a_deadline_ends_the_wait_for_a_service_that_is_away() throws Exception {
        service.models(Stream.generate(() -> new ModelResponse.ModelUnclear("no connection", true))
                .limit(1_000)
                .toArray(ModelResponse[]::new));
        Instant deadline = scene.clock().instant().plusSeconds(60);
        guards.add(DeadlineGuard.at(deadline.atZone(ZoneOffset.UTC), scene.clock(), scene.clock()));
        preflight(null, null, 0);
        assertThat(Objects.requireNonNull(scene.ledger().signals().stopped()).reason())
                .isEqualTo(StopReason.DEADLINE);
        assertThat(scene.clock().instant()).isBetween(deadline, deadline.plusSeconds(1));
    }

    @Test
    void a_refused_account_ends_the_buying_before_it_began() throws Exception {
        service.models(new ModelResponse.ModelAccountRefused("400004", "Invalid token"));
        preflight("0.02", null, 0);
        assertThat(Objects.requireNonNull(scene.ledger().signals().stopped()).reason())
                .isEqualTo(StopReason.ACCOUNT);
        assertThat(asked).isEmpty();
    }

    @Test
    void with_nothing_to_buy_the_service_is_not_asked() throws Exception {
        scene.begin("empty", LedgerScene.SERVICE);
        preflight(null, "5", 0);
        assertThat(service.calls()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_folder_that_takes_no_pictures_is_refused_before_the_service_is_asked() throws Exception {
        folderFault = "the output folder is read-only";
        preflight(null, null, 0);
        assertThat(scene.ledger().signals().refused()).isEqualTo(folderFault);
        assertThat(service.calls()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_way_on_which_nothing_can_be_fetched_ends_the_run_before_the_user_is_asked() throws Exception {
        service.price("flash", "0.02").price("dev", "0.05");
        road = () -> scene.ledger().signals().stop(StopReason.OUTAGE, "no way");
        preflight(null, null, 0);
        assertThat(scene.ledger().signals().submitsStopped()).isTrue();
        assertThat(asked).isEmpty();
    }

    private PreflightProbe folder() {
        return () -> {
            if (folderFault != null) {
                throw new PreflightException(folderFault);
            }
        };
    }

    private void preflight(@Nullable String ownPrice, @Nullable String maxCost, long confirmOver) throws Exception {
        PurchaseConfirmation confirmation = (purchases, estimate) -> {
            asked.add(Map.entry(purchases, estimate == null ? "unknown" : estimate.toPlainString()));
            return agrees;
        };
        StepExecution step = new StepExecution(
                1, "preflight", new JobExecution(1, new JobInstance(1, "darkroom"), new JobParameters()));
        new PreflightTasklet(
                        scene.ledger(),
                        service,
                        estimates,
                        ownPrice == null ? null : new BigDecimal(ownPrice),
                        maxCost == null ? null : new BigDecimal(maxCost),
                        confirmOver,
                        confirmation,
                        new ServiceProbe(
                                service,
                                scene.ledger().signals(),
                                new ServiceCircuitBreaker(scene.clock(), Duration.ofMinutes(30)),
                                guards,
                                scene.clock()::advance),
                        folder(),
                        road)
                .execute(new StepContribution(step), new ChunkContext(new StepContext(step)));
    }
}
