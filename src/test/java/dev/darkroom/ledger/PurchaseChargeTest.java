package dev.darkroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.figures.PurchaseCharge;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.spending.StoredSpending;
import dev.darkroom.scenes.LedgerScene;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds what a purchase counts for to one rule, and whatever adds up purchases to what it says of each of them. */
class PurchaseChargeTest {

    private static final List<Integer> SENDS = List.of(0, 1, 3);
    private static final List<String> COSTS = Arrays.asList(null, "0.000000", "0.050000");
    private static final List<String> ESTIMATES = Arrays.asList(null, "0.020000");

    @TempDir
    Path folder;

    private LedgerScene scene;

    /** One purchase as the ledger holds it. */
    private record Kept(
            int row,
            int attempt,
            RowState state,
            int sends,
            @Nullable String request,
            @Nullable BigDecimal cost,
            @Nullable BigDecimal estimate) {

        PurchaseCharge charge() {
            boolean isTakenOver = PurchaseCharge.isTakenOver(sends > 0, request != null);
            return PurchaseCharge.of(state, isTakenOver, request != null, cost != null);
        }

        BigDecimal amount() {
            return charge().amount(cost, estimate);
        }
    }

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, NONE, NONE",
        "SUBMITTING, RESERVED, RESERVED",
        "SUBMITTED, RESERVED, RESERVED",
        "COMPLETED, PRICED, PRICED",
        "SUCCEEDED, PRICED, PRICED",
        "REJECTED, NONE, NONE",
        "REUSED, NONE, NONE",
        "FOLLOWER, NONE, NONE",
        "FAILED, NONE, DOUBTED",
        "CANCELLED, NONE, NONE",
        "TIMED_OUT, DOUBTED, DOUBTED",
        "DOWNLOAD_FAILED, PRICED, PRICED",
        "UNKNOWN, DOUBTED, DOUBTED"
    })
    void an_own_purchase_without_a_cost_counts_by_its_state(
            RowState state, PurchaseCharge withoutRequest, PurchaseCharge withRequest) {
        assertThat(PurchaseCharge.of(state, false, false, false)).isEqualTo(withoutRequest);
        assertThat(PurchaseCharge.of(state, false, true, false)).isEqualTo(withRequest);
        assertThat(PurchaseCharge.of(state, false, true, true)).isEqualTo(PurchaseCharge.BILLED);
        assertThat(PurchaseCharge.of(state, true, true, true)).isEqualTo(PurchaseCharge.NONE);
    }

    @Test
    void totals_are_the_sum_of_what_the_rule_says_of_each_purchase() {
        List<Kept> all = store();
        StoredSpending stored = new StoredSpending(client(), scene.run());

        assertThat(stored.counted()).isEqualByComparingTo(sum(all));
        assertThat(scene.accounts().counted()).isEqualByComparingTo(sum(all));
        assertThat(scene.accounts().spent())
                .isEqualByComparingTo(
                        sum(all.stream().filter(kept -> kept.charge().isSpent()).toList()));
        assertThat(scene.accounts().sends())
                .isEqualTo(all.stream().mapToLong(Kept::sends).sum());
        assertThat(scene.ledger().spending().total())
                .as("what a new process begins with")
                .isEqualByComparingTo(sum(all));
    }

    /** Compares the rule with the statements that it took the place of. */
    @Test
    void totals_are_what_they_were_when_statements_decided() {
        store();
        assertThat(scene.accounts().counted())
                .isEqualByComparingTo(query("select coalesce(sum(coalesce(cost, estimate)), 0) from purchase"
                        + " where not (sends = 0 and request_id is not null) and (cost is not null"
                        + " or (state not in (1, 6, 7, 8, 10) and not (state = 9 and request_id is null)))"));
        assertThat(scene.accounts().spent())
                .isEqualByComparingTo(query("select coalesce(sum(case when sends = 0 and request_id is not null then 0"
                        + " when cost is not null then cost"
                        + " when state in (4, 5, 12) then coalesce(estimate, 0) else 0 end), 0) from purchase"));
        assertThat(scene.accounts().accepted())
                .isEqualTo(
                        query("select count(case when sends > 0 and (request_id is not null or state = 5) then 1 end)"
                                        + " from purchase")
                                .longValueExact());
    }

    @Test
    void a_row_costs_what_its_purchase_does_whichever_run_counts_it() {
        List<Kept> all = store();
        List<RowOutcome> outcomes = scene.outcomes();
        for (Kept kept : all) {
            if (kept.attempt() == 2) {
                PurchaseCharge charge =
                        PurchaseCharge.of(kept.state(), false, kept.request() != null, kept.cost() != null);
                BigDecimal known = kept.cost() == null ? kept.estimate() : kept.cost();
                assertThat(outcomes.get(kept.row() - 1).costUsd())
                        .as("%s", kept)
                        .isEqualTo(charge.isSpent() ? known : null);
            }
        }
    }

    @Test
    void whatever_ends_an_open_purchase_leaves_what_a_new_process_counts() {
        scene.rows(2);
        scene.submit(1, "0.02");
        scene.apply(SampleEvents.ended(scene.key(1), RowState.TIMED_OUT, "0.03"));
        assertTotal("0.03");
        scene.apply(new LedgerEvent.RowReopened(scene.key(1), 1, RowState.TIMED_OUT, RowState.SUBMITTED));
        assertTotal("0.03");
        scene.apply(SampleEvents.completed(scene.key(1), "0.04"));
        assertTotal("0.04");
        scene.submit(2, null);
        scene.apply(SampleEvents.ended(scene.key(2), RowState.FAILED, "0.01"));
        scene.apply(new LedgerEvent.RowReopened(scene.key(2), 1, RowState.FAILED, RowState.PENDING));
        scene.intend(2, 2, "0.02");
        assertTotal("0.07");
    }

    private void assertTotal(String usd) {
        assertThat(scene.ledger().spending().total()).as("as counted").isEqualByComparingTo(usd);
        assertThat(new StoredSpending(client(), scene.run()).counted())
                .as("as stored")
                .isEqualByComparingTo(usd);
    }

    /** Stores rows with two purchases each, which between them are all that a purchase can be, twice. */
    private List<Kept> store() {
        List<Kept> all = new ArrayList<>();
        for (RowState state : RowState.values()) {
            for (int sends : SENDS) {
                for (boolean named : List.of(true, false)) {
                    for (String cost : COSTS) {
                        for (String estimate : ESTIMATES) {
                            int n = all.size();
                            all.add(kept(n, state, sends, named ? "request-" + n : null, cost, estimate));
                            all.add(kept(n + 1, state, sends, named ? "request-" + (n + 1) : null, cost, estimate));
                        }
                    }
                }
            }
        }
        // Each state beside each other one as the row's other purchase.
        scene.rows(all.size() / 2);
        for (Kept kept : all) {
            insert(kept);
        }
        client().sql("update row_state set attempt = 2").update();
        scene.reopen();
        return all;
    }

    private static Kept kept(
            int n,
            RowState state,
            int sends,
            @Nullable String request,
            @Nullable String cost,
            @Nullable String estimate) {
        int rows = RowState.values().length * SENDS.size() * 2 * COSTS.size() * ESTIMATES.size();
        int row = n % 2 == 0 ? n / 2 : (n / 2 + rows / 2) % rows;
        return new Kept(
                row + 1,
                n % 2 + 1,
                state,
                sends,
                request,
                cost == null ? null : new BigDecimal(cost),
                estimate == null ? null : new BigDecimal(estimate));
    }

    private void insert(Kept kept) {
        client().sql("insert into purchase (row_key, attempt, state, sends, request_id, cost, estimate, intent_at)"
                        + " values (:row, :attempt, :state, :sends, :request, :cost, :estimate, 0)")
                .param("row", scene.key(kept.row()).value())
                .param("attempt", kept.attempt())
                .param("state", kept.state().code())
                .param("sends", kept.sends())
                .param("request", kept.request())
                .param("cost", kept.cost())
                .param("estimate", kept.estimate())
                .update();
    }

    private static BigDecimal sum(List<Kept> purchases) {
        return purchases.stream().map(Kept::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal query(String sql) {
        return client().sql(sql).query(BigDecimal.class).single();
    }

    private JdbcClient client() {
        return JdbcClient.create(scene.dataSource());
    }
}
