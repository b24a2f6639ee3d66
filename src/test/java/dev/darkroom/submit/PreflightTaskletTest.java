package dev.darkroom.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.api.ModelInfo;
import dev.darkroom.api.ModelResponse;
import dev.darkroom.jobfile.rules.BudgetRules;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.ledger.spending.AccountBalances;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.scenes.FakeService;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.scenes.MemoryText;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
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
import tools.jackson.databind.json.JsonMapper;

class PreflightTaskletTest {

    @TempDir
    Path folder;

    private final FakeService service = new FakeService().balance("100");
    private CostEstimates estimates = new CostEstimates();
    private final List<Map.Entry<Long, String>> asked = new ArrayList<>();
    private final List<SubmitGuard> guards = new ArrayList<>();
    private final List<ModelInfo> described = new ArrayList<>();
    private boolean agrees = true;
    private @Nullable String folderFault;
    private PreflightProbe pause = () -> {};
    private PreflightProbe road = () -> {};
    private LedgerScene scene;
    private AccountBalances balances;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
        balances = new AccountBalances(new MemoryText(), JsonMapper.shared(), scene.clock());
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
    void what_the_service_says_of_each_model_is_compared_before_anything_is_bought() throws Exception {
        service.price("flash", "0.02").price("dev", "0.05");
        preflight(null, null, 2);
        assertThat(described).extracting(ModelInfo::model).containsExactlyInAnyOrder("flash", "dev");
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
    void the_first_purchase_does_not_wait_for_rows_that_are_held_where_nobody_has_to_be_asked() throws Exception {
        service.price("flash", "0.02").price("dev", "0.05");
        holdAllBut(1);
        preflight(null, "5", 3);
        preflight(null, "5", -1);
        assertThat(asked).isEmpty();
        assertThat(estimates.priceOf("dev")).as("for those that are released").isEqualByComparingTo("0.05");
        assertThat(scene.ledger().signals().stopped()).isNull();
    }

    @Test
    void who_has_to_be_asked_is_asked_once_it_is_known_what_is_to_be_bought() throws Exception {
        service.price("flash", "0.02").price("dev", "0.05");
        List<UnpurchasedRow> held = holdAllBut(1);
        whileWaiting(() -> preflight(null, null, 1), () -> {
            assertThat(asked).isEmpty();
            assertThat(service.calls()).isEmpty();
            reuse(held.get(0));
            scene.ledger().work().release(held.subList(1, 2));
        });
        assertThat(asked).containsExactly(Map.entry(2L, "0.12"));
    }

    @Test
    void with_nothing_sure_to_be_bought_the_first_row_that_is_released_is_waited_for() throws Exception {
        service.price("flash", "0.02").price("dev", "0.05");
        List<UnpurchasedRow> held = holdAllBut(0);
        whileWaiting(() -> preflight(null, null, -1), () -> {
            assertThat(service.calls()).isEmpty();
            scene.ledger().work().release(held.subList(2, 3));
        });
        assertThat(service.calls()).isNotEmpty();
        assertThat(scene.ledger().work().held().count()).isEqualTo(2);
    }

    @Test
    void with_nothing_to_buy_after_all_the_service_is_not_asked() throws Exception {
        List<UnpurchasedRow> held = holdAllBut(0);
        whileWaiting(() -> preflight(null, "5", 0), () -> held.forEach(this::reuse));
        assertThat(service.calls()).isEmpty();
        assertThat(scene.ledger().signals().stopped()).isNull();
    }

    @Test
    void a_budget_that_could_not_be_kept_for_a_held_row_waits_until_it_is_known_whether_that_is_bought()
            throws Exception {
        service.price("flash", "0.02");
        List<UnpurchasedRow> held = holdAllBut(1);
        whileWaiting(() -> preflight(null, "5", -1), () -> held.forEach(this::reuse));
        assertThat(scene.ledger().signals().refused()).isNull();
        assertThat(estimates.priceOf("flash")).isEqualByComparingTo("0.02");
    }

    @Test
    void a_budget_that_cannot_be_kept_for_a_row_that_turns_out_to_be_bought_is_refused() throws Exception {
        service.price("flash", "0.02");
        List<UnpurchasedRow> held = holdAllBut(1);
        whileWaiting(() -> preflight(null, "5", -1), () -> scene.ledger().work().release(held));
        assertRefused("no price is known for dev. Set budget.price");
    }

    @Test
    void a_stop_ends_the_wait_for_rows_that_are_held() throws Exception {
        holdAllBut(1);
        whileWaiting(
                () -> preflight(null, null, 0),
                () -> scene.ledger().signals().stop(StopReason.SIGNAL, "stopped by signal TERM"));
        assertThat(asked).isEmpty();
    }

    @Test
    void a_stop_while_a_price_is_missing_for_held_rows_is_no_refusal() throws Exception {
        service.price("flash", "0.02");
        holdAllBut(1);
        whileWaiting(
                () -> preflight(null, "5", -1),
                () -> scene.ledger().signals().stop(StopReason.SIGNAL, "stopped by signal TERM"));
        assertThat(scene.ledger().signals().refused()).isNull();
    }

    /** Holds the rows behind so many first ones, which surely are to be bought. */
    private List<UnpurchasedRow> holdAllBut(int first) {
        List<UnpurchasedRow> rows = scene.unbought().after(0);
        scene.ledger().work().hold(rows.subList(first, 3));
        scene.ledger().work().release(rows.subList(0, first));
        return rows.subList(first, 3);
    }

    private void reuse(UnpurchasedRow row) {
        scene.apply(new PictureShared(row.key(), 0, RowState.PENDING, RowState.REUSED, List.of()));
        scene.ledger().work().held().served(List.of(row));
    }

    /** Does something once the call waits, and then lets the call come to its end. */
    private static void whileWaiting(Callable call, Callable meanwhile) throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            call.make();
            return true;
        });
        Thread caller = new Thread(task, "preflight");
        caller.start();
        while (caller.getState() != Thread.State.TIMED_WAITING && caller.isAlive()) {
            Thread.onSpinWait();
        }
        meanwhile.make();
        assertThat(task.get(1, TimeUnit.MINUTES)).isTrue();
    }

    @FunctionalInterface
    private interface Callable {
        void make() throws Exception;
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
    void the_balance_before_the_first_purchase_is_kept_and_no_later_one() throws Exception {
        preflight(null, null, -1);
        service.balance("90");
        preflight(null, null, -1);
        assertThat(balances.known().beforeUsd()).as("nothing is bought yet").isEqualByComparingTo("90");
        scene.submit(1, "0.02");
        service.balance("80");

        preflight(null, null, -1);

        assertThat(balances.known().beforeUsd()).isEqualByComparingTo("90");
        assertThat(balances.known().beforeAt()).isEqualTo(scene.clock().instant());
        assertThat(balances.known().afterUsd()).isNull();
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
    void a_service_that_waiting_does_not_bring_back_is_waited_for_a_minute() throws Exception {
        service.models(Stream.generate(() -> new ModelResponse.ModelUnclear("its name is not known", true, true))
                .limit(1_000)
                .toArray(ModelResponse[]::new));
        Instant start = scene.clock().instant();
        preflight(null, "25", 0);
        RunSignals.StopSignal stop =
                Objects.requireNonNull(scene.ledger().signals().stopped());
        assertThat(stop.reason()).isEqualTo(StopReason.OUTAGE);
        assertThat(stop.message()).endsWith("waiting does not help: its name is not known");
        assertThat(Duration.between(start, scene.clock().instant()))
                .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(70));
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
    void a_price_that_is_not_for_an_output_is_none_and_a_limit_that_cannot_be_kept_is_named() throws Exception {
        pricedBySecond("dev");
        service.price("flash", "0.02");
        preflight(null, "5", -1);
        assertRefused("budget.max-cost cannot be kept: the service prices dev per second, not per output. Set"
                + " budget.price to what an output costs at most, or leave budget.max-cost out");
    }

    @Test
    void the_jobs_own_price_stands_in_for_one_by_the_second() throws Exception {
        pricedBySecond("dev");
        preflight("0.05", "5", 0);
        assertThat(asked).containsExactly(Map.entry(3L, "0.35"));
        assertThat(scene.ledger().signals().stopped()).isNull();
    }

    @Test
    void a_limit_for_a_day_or_a_month_needs_a_price_too() throws Exception {
        preflight(new BudgetRules(null, null, new BigDecimal("5"), new BigDecimal("9")), -1);
        assertRefused(
                "budget.per-day and budget.per-month cannot be kept: no price is known for dev. Set budget.price to"
                        + " what an output costs at most, or leave them out");
    }

    @Test
    void the_dearest_cost_seen_is_reserved_where_it_exceeds_the_price() throws Exception {
        service.price("flash", "0.02").price("dev", "0.05");
        scene.complete(2, "0.20", "0.32", List.of("https://cdn.runcomfy.net/1"));
        scene.complete(1, "0.02", "0.01", List.of("https://cdn.runcomfy.net/2"));
        scene.begin("next", LedgerScene.SERVICE);
        scene.stage(List.of(
                LedgerScene.row(1, "a", "11", "flash", 1, null), LedgerScene.row(2, "b", "12", "dev", 4, null)));
        preflight(null, null, 0);
        assertThat(asked).containsExactly(Map.entry(2L, "0.340000"));
        assertThat(estimates.priceOf("flash")).isEqualByComparingTo("0.02");
        assertThat(estimates.priceOf("dev")).isEqualByComparingTo("0.08");
    }

    @Test
    void another_services_costs_are_not_this_ones() throws Exception {
        scene.complete(2, "0.20", "0.32", List.of("https://cdn.runcomfy.net/1"));
        scene.begin("elsewhere", "https://elsewhere.example/v1");
        scene.stage(List.of(LedgerScene.row(1, "a", "11", "dev", 1, null)));
        service.price("dev", "0.05");
        preflight(null, null, 0);
        assertThat(asked).containsExactly(Map.entry(1L, "0.05"));
    }

    @Test
    void a_model_whose_catalog_entry_says_video_is_refused_before_anything_is_bought() throws Exception {
        service.models(new ModelResponse.ModelKnown(
                new ModelInfo("dev", new BigDecimal("0.05"), "output", null, "image-to-video", List.of())));
        preflight("0.05", null, 0);
        assertRefused(
                "the model dev makes video, and Darkroom keeps pictures alone: nothing is bought. Take a model that"
                        + " makes pictures");
        assertThat(asked).isEmpty();
    }

    private void pricedBySecond(String model) {
        service.models(new ModelResponse.ModelKnown(new ModelInfo(model, new BigDecimal("0.05"), "per_second", null)));
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

    @Test
    void in_a_pause_that_is_not_waited_for_the_service_is_asked_for_nothing() throws Exception {
        pause = () -> scene.ledger().signals().stop(StopReason.PAUSED, "a day");
        preflight(null, null, 0);
        assertThat(service.calls()).isEmpty();
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
        BudgetRules budget = new BudgetRules(
                maxCost == null ? null : new BigDecimal(maxCost),
                ownPrice == null ? null : new BigDecimal(ownPrice),
                null,
                null);
        preflight(budget, confirmOver);
    }

    private void preflight(BudgetRules budget, long confirmOver) throws Exception {
        estimates = new CostEstimates(scene.ledger().accounts().dearestCosts());
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
                        budget,
                        confirmOver,
                        confirmation,
                        new ServiceProbe(
                                service,
                                scene.ledger().signals(),
                                new ServiceCircuitBreaker(scene.clock(), Duration.ofMinutes(30)),
                                guards,
                                scene.clock()::advance),
                        folder(),
                        pause,
                        road,
                        described::add,
                        balances)
                .execute(new StepContribution(step), new ChunkContext(new StepContext(step)));
    }
}
