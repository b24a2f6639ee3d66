package dev.darkroom.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.rows.UnknownResolved;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import dev.darkroom.models.IgnoredQuery;
import dev.darkroom.models.InputKey;
import dev.darkroom.scenes.LedgerScene;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Nights of one product whose address bears another signature each, under jobs with and without a rule for queries. */
class DoubtfulPurchasesTest {

    private static final String MODEL = "blackforestlabs/flux-2/flash/edit";
    private static final IgnoredQuery SIGNATURE = new IgnoredQuery(false, Set.of("sig"));
    private static final RowReason LOST = new RowReason("NO_ANSWER", "no answer");

    @TempDir
    Path folder;

    private LedgerScene scene;
    private int nights;
    private IgnoredQuery rule = IgnoredQuery.NONE;

    @BeforeEach
    void open() {
        scene = new LedgerScene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void what_a_run_with_a_rule_left_in_doubt_is_so_without_it(int signature) {
        for (IgnoredQuery before : List.of(IgnoredQuery.ALL, SIGNATURE)) {
            night(before, row("mug " + before.whole(), "m", 1));
            lose(1);
            night(IgnoredQuery.NONE, row("another id", "m", signature));
            assertThat(heldBack()).as("%s", before).hasSize(1);
        }
    }

    @Test
    void what_a_run_without_a_rule_left_in_doubt_is_so_with_one() {
        night(IgnoredQuery.NONE, row("mug", "m", 1));
        lose(1);
        night(SIGNATURE, row("another id", "m", 2));
        assertThat(heldBack()).hasSize(1);
    }

    @Test
    void what_is_in_doubt_since_another_is_so_when_the_rule_that_made_them_one_is_taken_away() {
        night(IgnoredQuery.NONE, row("mug", "m", 1));
        lose(1);
        night(SIGNATURE, row("mug", "m", 2));
        heldBack().forEach(scene::apply);
        assertThat(scene.state(1)).isEqualTo(RowState.UNKNOWN);
        night(IgnoredQuery.NONE, row("mug", "m", 2));
        assertThat(heldBack()).hasSize(1);
        assertThat(found().values()).extracting(EarlierRow::run).containsExactly("night-1");
    }

    @Test
    void a_chain_of_nights_leads_to_the_one_that_was_sent() {
        night(IgnoredQuery.NONE, row("mug", "m", 1));
        lose(1);
        for (int signature = 2; signature < 5; signature++) {
            night(SIGNATURE, row("mug", "m", signature));
            heldBack().forEach(scene::apply);
            night(IgnoredQuery.NONE, row("mug", "m", signature));
            assertThat(found().values()).extracting(EarlierRow::run).containsExactly("night-1");
            heldBack().forEach(scene::apply);
        }
    }

    @Test
    void a_doubt_that_was_settled_holds_nothing_back() {
        night(SIGNATURE, row("mug", "m", 1));
        lose(1);
        scene.apply(new UnknownResolved(scene.key(1), 1, null));
        night(IgnoredQuery.NONE, row("mug", "m", 2));
        assertThat(heldBack()).isEmpty();
    }

    @Test
    void what_no_rule_takes_for_one_is_in_no_doubt() {
        night(SIGNATURE, row("mug", "m", 1));
        lose(1);
        night(IgnoredQuery.NONE, row("mug", "n", 1));
        assertThat(heldBack()).isEmpty();
        night(IgnoredQuery.ALL, row("mug", "n", 1));
        assertThat(heldBack()).isEmpty();
    }

    @Test
    void a_rule_of_a_third_run_makes_nothing_one() {
        night(IgnoredQuery.NONE, row("mug", "m", 1));
        lose(1);
        night(IgnoredQuery.ALL, row("bowl", "n", 1));
        lose(1);
        night(IgnoredQuery.NONE, row("mug", "m", 2));
        assertThat(heldBack()).isEmpty();
    }

    @Test
    void what_is_under_way_is_taken_over_by_the_row_that_shared_it_under_the_rule() {
        night(SIGNATURE, row("mug", "m", 1), row("cup", "m", 2));
        scene.equalRows().followEarlierRows();
        scene.submit(1, "0.02");
        night(IgnoredQuery.NONE, row("cup", "m", 2));
        assertThat(found().values()).extracting(EarlierRow::requestId).containsExactly("request-1");
    }

    private record Wanted(String id, String picture, int signature) {}

    private static Wanted row(String id, String picture, int signature) {
        return new Wanted(id, picture, signature);
    }

    private void night(IgnoredQuery rule, Wanted... rows) {
        this.rule = rule;
        nights++;
        scene.beginSending("night-" + nights, sent(rule));
        List<StagedRow> staged = new ArrayList<>();
        for (Wanted row : rows) {
            staged.add(staged(staged.size() + 1, row));
        }
        scene.stage(staged);
    }

    private static String sent(IgnoredQuery rule) {
        String names = rule.parameters().isEmpty() ? "" + rule.whole() : "[\"sig\"]";
        return "{\"sources\":{\"ignore-query\":" + names + "}}";
    }

    private StagedRow staged(int number, Wanted row) {
        String address = "https://a.example/" + row.picture + ".jpg?sig=" + row.signature;
        InputKey key = InputKey.of(MODEL, input(rule.without(address)));
        ObjectNode input = input(address).put("seed", key.seed());
        return new StagedRow(
                number,
                number + 1,
                row.id,
                row.id,
                MODEL,
                input.toString(),
                key.hex(),
                key.seed(),
                1,
                "{}",
                null,
                null);
    }

    private static ObjectNode input(String address) {
        ObjectNode input = JsonMapper.shared().createObjectNode().put("prompt", "a mug");
        input.putArray("image_urls").add(address);
        return input;
    }

    private void lose(int row) {
        scene.intend(row, 1, "0.02");
        scene.apply(new LedgerEvent.SubmitUnknown(scene.key(row), 1, LOST));
    }

    private Map<String, EarlierRow> found() {
        List<WantedInput> wanted =
                scene.unbought().after(0).stream().map(WantedInput::of).toList();
        return QueryTwinsTest.adoption(scene, rule).among(wanted, true).bought();
    }

    /** Returns what makes the newest night's rows unknown. */
    private List<LedgerEvent> heldBack() {
        Map<String, EarlierRow> found = found();
        List<LedgerEvent> events = new ArrayList<>();
        for (UnpurchasedRow row : scene.unbought().after(0)) {
            EarlierRow other = found.get(row.inputKey());
            if (other != null && other.requestId() == null) {
                events.add(row.takesOver(other));
            }
        }
        return events;
    }
}
