package dev.darkroom.ledger.costs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.SampleEvents;
import dev.darkroom.ledger.history.StoredReviews;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OutputsDownloaded;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.ledger.spending.StoredSpending;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.ledger.verdicts.Verdict;
import dev.darkroom.scenes.LedgerScene;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class StoredCostsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String ELSEWHERE = "https://other.example/v1";

    @TempDir
    Path folder;

    private LedgerScene scene;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void what_was_bought_is_told_by_service_model_and_kept_column_over_all_runs() {
        stage(row(1, "a", "flash", "Nord"), row(2, "b", "dev", "Sued"), row(3, "c", "dev", null));
        succeed(1, "0.02", "0.025", 1);
        succeed(2, "0.04", null, 2);
        refuse(3, "0.04");
        scene.begin("second", ELSEWHERE);
        stage(row(1, "a2", "flash", "Nord"));
        succeed(1, null, "0.03", 1);

        Map<List<String>, GroupCosts> byService = sum("service", "model").groups();
        Map<List<String>, GroupCosts> byBrand = sum("brand").groups();

        assertThat(byService.keySet())
                .containsExactly(
                        List.of(LedgerScene.SERVICE, "dev"),
                        List.of(LedgerScene.SERVICE, "flash"),
                        List.of(ELSEWHERE, "flash"));
        GroupCosts dev = group(byService, List.of(LedgerScene.SERVICE, "dev"));
        assertThat(dev.rows()).isEqualTo(2);
        assertThat(dev.purchases().accepted()).isEqualTo(1);
        assertThat(dev.charged()).isEqualByComparingTo("0.04");
        assertThat(dev.purchases().difference()).isEqualByComparingTo("0");
        assertThat(dev.perPicture()).isEqualByComparingTo("0.02");
        GroupCosts flash = group(byService, List.of(LedgerScene.SERVICE, "flash"));
        assertThat(flash.purchases().difference()).isEqualByComparingTo("0.005");
        GroupCosts other = group(byService, List.of(ELSEWHERE, "flash"));
        assertThat(other.charged()).isEqualByComparingTo("0.03");
        assertThat(other.purchases().estimated()).as("its price was not known").isNull();
        assertThat(byBrand.keySet()).containsExactly(List.of(""), List.of("Nord"), List.of("Sued"));
        assertThat(group(byBrand, List.of("Nord")).charged()).isEqualByComparingTo("0.055");
        assertThat(sum().total().charged()).isEqualByComparingTo("0.095");
        assertThat(sum().runs()).isEqualTo(2);
    }

    @Test
    void a_price_that_nobody_told_is_unknown_and_not_zero() {
        stage(row(1, "a", "flash", "Nord"), row(2, "b", "flash", "Nord"));
        succeed(1, null, null, 1);

        GroupCosts untold = sum().total();
        assertThat(untold.charged()).isNull();
        assertThat(untold.perPicture()).isNull();
        assertThat(untold.purchases().unpriced()).isEqualTo(1);
        assertThat(untold.purchases().estimated()).isNull();

        succeed(2, "0.02", "0.02", 1);
        assertThat(sum().total().charged()).isEqualByComparingTo("0.02");
        assertThat(sum().total().perPicture()).as("one is unknown").isNull();
    }

    @Test
    void what_is_on_its_way_or_in_doubt_is_told_apart_from_what_was_charged() {
        scene.rows(4);
        scene.submit(1, "0.02");
        scene.intend(2, 1, "0.03");
        scene.apply(new LedgerEvent.SubmitUnknown(scene.key(2), 1, SampleEvents.WHY));
        scene.submit(3, "0.04");
        scene.apply(new LedgerEvent.RequestEnded(
                scene.key(3), 1, RowState.FAILED, SampleEvents.WHY, new JobTimes(null, null), null));

        PurchaseCosts costs = sum().total().purchases();

        assertThat(costs.charged()).isZero();
        assertThat(costs.onTheWay()).isEqualTo(1);
        assertThat(costs.reserved()).isEqualByComparingTo("0.02");
        assertThat(costs.inDoubt()).isEqualTo(2);
        assertThat(costs.doubted()).isEqualByComparingTo("0.07");
    }

    @Test
    void a_reused_row_costs_nothing_and_saves_what_its_picture_had_cost() {
        stage(row(1, "a", "flash", "Nord"), row(2, "b", "flash", "Nord"));
        succeed(1, "0.02", "0.025", 1);
        succeed(2, "0.02", null, 1);
        RowKey first = scene.key(1);
        RowKey second = scene.key(2);
        scene.begin("second", LedgerScene.SERVICE);
        stage(row(1, "a", "flash", "Nord"), row(2, "b", "flash", "Nord"), row(3, "c", "flash", "Nord"));
        reuse(1, first);
        reuse(2, second);
        reuse(3, new RowKey(77, 1));
        RowKey again = scene.key(1);
        scene.begin("third", LedgerScene.SERVICE);
        stage(row(1, "a", "flash", "Nord"));
        reuse(1, again);

        GroupCosts night = group(sum("run").groups(), List.of("second"));
        assertThat(night.rows()).isEqualTo(3);
        assertThat(night.purchases()).isEqualTo(PurchaseCosts.NONE);
        assertThat(night.reuse().rows()).isEqualTo(3);
        assertThat(night.reuse().saved()).isEqualByComparingTo("0.045");
        assertThat(night.reuse().unpriced()).as("its run is forgotten").isEqualTo(1);
        assertThat(group(sum("run").groups(), List.of("third")).reuse().saved())
                .as("what it reuses was reused")
                .isEqualByComparingTo("0.025");

        JdbcClient.create(scene.dataSource()).sql("update run set price = 0.1").update();
        ReuseSavings priced = group(sum("run").groups(), List.of("second")).reuse();
        assertThat(priced.saved()).isEqualByComparingTo("0.145");
        assertThat(priced.unpriced()).isZero();
    }

    @Test
    void a_price_per_picture_is_that_of_the_approved_ones_once_some_are_reviewed() {
        scene.rows(4);
        for (int row = 1; row <= 4; row++) {
            succeed(row, "0.03", "0.03", 1);
        }
        assertThat(sum().total().perPicture()).isEqualByComparingTo("0.03");
        assertThat(sum().total().pictures().areReviewed()).isFalse();

        judge(1, false);
        judge(2, false);
        judge(3, true);

        BoughtPictures pictures = sum().total().pictures();
        assertThat(pictures).isEqualTo(new BoughtPictures(4, 2, 1));
        assertThat(sum().total().perPicture()).isEqualByComparingTo("0.06");
    }

    @Test
    void days_and_months_begin_in_the_zone_and_a_row_counts_when_it_was_last_bought() {
        scene.rows(3);
        scene.clock().turnWall(Duration.between(scene.clock().instant(), Instant.parse("2026-11-30T22:59:00Z")));
        succeed(1, "0.01", "0.01", 1);
        refuse(2, "0.02");
        scene.clock().turnWall(Duration.ofMinutes(2));
        scene.apply(new LedgerEvent.RowReopened(scene.key(2), 1, RowState.FAILED, RowState.PENDING));
        scene.intend(2, 2, "0.02");
        scene.apply(new LedgerEvent.SubmitAccepted(scene.key(2), 2, "again"));

        Map<List<String>, GroupCosts> utc = costs("month").groups();
        Map<List<String>, GroupCosts> berlin =
                of(all(), CostPeriod.ALWAYS, BERLIN, "month").groups();
        CostPeriod december =
                new CostPeriod(Instant.parse("2026-11-30T23:00:00Z"), Instant.parse("2026-12-31T23:00:00Z"));

        assertThat(utc.keySet()).containsExactly(List.of("2026-11"));
        assertThat(berlin.keySet()).containsExactly(List.of("2026-11"), List.of("2026-12"));
        assertThat(group(berlin, List.of("2026-11")).rows())
                .as("one was not sent, and is the run's")
                .isEqualTo(2);
        assertThat(group(berlin, List.of("2026-12")).rows()).isEqualTo(1);
        assertThat(group(berlin, List.of("2026-12")).purchases().reserved()).isEqualByComparingTo("0.02");
        assertThat(of(all(), december, BERLIN, "day").groups().keySet()).containsExactly(List.of("2026-12-01"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void sums_by_any_grouping_equal_the_total_and_each_run_what_its_spending_says(long seed) {
        Random chance = new Random(seed);
        for (int run = 1; run <= 3; run++) {
            scene.begin("night-" + run, chance.nextBoolean() ? LedgerScene.SERVICE : ELSEWHERE);
            stageByChance(chance);
        }
        List<RunRecord> runs = all();

        GroupCosts total = of(runs, CostPeriod.ALWAYS, ZoneOffset.UTC).total();

        for (List<String> by : List.of(
                List.of("run"),
                List.of("service", "job", "model"),
                List.of("brand"),
                List.of("brand", "day"),
                List.of("month", "model", "column:colour"))) {
            CostSummary summary = of(runs, CostPeriod.ALWAYS, BERLIN, by.toArray(new String[0]));
            assertThat(summary.groups().values().stream().reduce(GroupCosts.NONE, GroupCosts::plus))
                    .as("by %s", by)
                    .usingRecursiveComparison()
                    .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                    .isEqualTo(total);
        }
        Map<List<String>, GroupCosts> byRun =
                of(runs, CostPeriod.ALWAYS, ZoneOffset.UTC, "run").groups();
        assertThat(runs)
                .filteredOn(run -> run.id().startsWith("night"))
                .hasSize(3)
                .allSatisfy(run -> {
                    StoredSpending spending = new StoredSpending(JdbcClient.create(scene.dataSource()), run);
                    GroupCosts costs = group(byRun, List.of(run.id()));
                    assertThat(costs.purchases().counted()).isEqualByComparingTo(spending.counted());
                    GroupCosts bought = new StoredCosts(scene.dataSource(), JsonMapper.shared()).purchases(run);
                    assertThat(bought.rows()).isEqualTo(costs.rows());
                    assertThat(bought.purchases())
                            .usingRecursiveComparison()
                            .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                            .isEqualTo(costs.purchases());
                    assertThat(costs.purchases().charged())
                            .isEqualByComparingTo(StoredSpending.spent(spending.groups()));
                });
    }

    @Test
    void what_a_running_run_keeps_up_is_what_its_costs_say() {
        scene.rows(5);
        RunLedger ledger = scene.ledger();
        ledger.accounts().readRunOnce();
        succeed(1, "0.02", "0.05", 1);
        succeed(2, "0.02", null, 1);
        scene.submit(3, "0.02");
        scene.intend(4, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitUnknown(scene.key(4), 1, SampleEvents.WHY));
        refuse(5, "0.02");

        assertThat(sum().total().purchases().counted())
                .isEqualByComparingTo(ledger.accounts().ofRun().total())
                .isEqualByComparingTo("0.11");
    }

    private void stageByChance(Random chance) {
        List<StagedRow> rows = new ArrayList<>();
        for (int row = 1; row <= 40; row++) {
            rows.add(row(row, "row " + row, chance.nextBoolean() ? "flash" : "dev", "brand " + chance.nextInt(3)));
        }
        scene.stage(rows);
        JdbcClient jdbc = JdbcClient.create(scene.dataSource());
        for (int row = 1; row <= 40; row++) {
            for (int attempt = 1; attempt <= chance.nextInt(4); attempt++) {
                RowState state = RowState.values()[chance.nextInt(RowState.values().length)];
                jdbc.sql("insert into purchase (row_key, attempt, state, sends, request_id, cost, estimate, intent_at)"
                                + " values (?, ?, ?, ?, ?, cast(? as numeric), cast(? as numeric), ?)")
                        .param(scene.key(row).value())
                        .param(attempt)
                        .param(state.code())
                        .param(chance.nextInt(3))
                        .param(chance.nextBoolean() ? "request" : null)
                        .param(chance.nextBoolean() ? null : "0.0" + chance.nextInt(100))
                        .param(chance.nextBoolean() ? null : "0.02")
                        .param(scene.clock().millis() + chance.nextInt(1_000_000_000))
                        .update();
                jdbc.sql("update row_state set state = ?, attempt = ? where row_key = ?")
                        .params(state.code(), attempt, scene.key(row).value())
                        .update();
            }
        }
    }

    private CostSummary sum(String... by) {
        return costs(by);
    }

    private static GroupCosts group(Map<List<String>, GroupCosts> groups, List<String> values) {
        GroupCosts group = groups.get(values);
        assertThat(group).as("%s in %s", values, groups.keySet()).isNotNull();
        return Objects.requireNonNull(group);
    }

    private CostSummary costs(String... by) {
        return of(all(), CostPeriod.ALWAYS, ZoneOffset.UTC, by);
    }

    private CostSummary of(List<RunRecord> runs, CostPeriod period, ZoneId zone, String... by) {
        return new StoredCosts(scene.dataSource(), JsonMapper.shared(), 7)
                .sum(runs, Stream.of(by).map(CostDimension::of).toList(), period, zone);
    }

    private List<RunRecord> all() {
        return new RunStore(scene.dataSource(), JsonMapper.shared()).newestFirst();
    }

    private void stage(StagedRow... rows) {
        scene.stage(List.of(rows));
    }

    private static StagedRow row(long number, String id, String model, @Nullable String brand) {
        StagedRow row = LedgerScene.row(number, id, id, model, 1, null);
        return new StagedRow(
                number,
                row.line(),
                id,
                row.fileStem(),
                model,
                row.input(),
                row.inputKey(),
                row.seed(),
                1,
                brand == null ? "{}" : "{\"brand\":\"" + brand + "\"}",
                null,
                null);
    }

    private void succeed(int row, @Nullable String estimate, @Nullable String cost, int pictures) {
        scene.complete(row, estimate, cost, List.of("https://a/1"));
        List<DownloadedPicture> downloaded = new ArrayList<>();
        for (int n = 1; n <= pictures; n++) {
            downloaded.add(new DownloadedPicture(row + "-" + n + ".png", "0".repeat(64), 1, 1, 1, "image/png"));
        }
        scene.apply(new OutputsDownloaded(scene.key(row), 1, downloaded, 5));
    }

    private void refuse(int row, String estimate) {
        scene.intend(row, 1, estimate);
        scene.apply(new LedgerEvent.SubmitRefused(scene.key(row), 1, SampleEvents.WHY));
    }

    private void reuse(int row, RowKey origin) {
        scene.markReused(row, origin);
        JdbcClient.create(scene.dataSource())
                .sql("insert into picture (row_key, n, file, sha256, bytes, width, height, content_type)"
                        + " values (?, 1, 'f', ?, 1, 1, 1, 'image/png')")
                .params(scene.key(row).value(), "0".repeat(64))
                .update();
    }

    private void judge(int row, boolean rejected) {
        new StoredReviews(scene.dataSource(), scene.run())
                .record(
                        scene.ledger(),
                        Map.of(
                                (long) row,
                                List.of(new RecordedVerdict(
                                        rejected ? Verdict.REJECTED : Verdict.APPROVED,
                                        null,
                                        null,
                                        Instant.EPOCH,
                                        Instant.EPOCH,
                                        null))));
    }
}
